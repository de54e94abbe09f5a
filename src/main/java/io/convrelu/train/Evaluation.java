package io.convrelu.train;

/**
 * Scores on one split.
 *
 * @param examples scored
 * @param top1 share whose most probable class is right, 0 to 1
 * @param top5 share whose label is among the five most probable classes; NaN with 10 classes or
 *     fewer
 * @param loss mean cross-entropy in nats
 */
public record Evaluation(long examples, double top1, double top5, double loss) {

  /** Where there is no such split. */
  public static final Evaluation NONE = new Evaluation(0, Double.NaN, Double.NaN, Double.NaN);
}
