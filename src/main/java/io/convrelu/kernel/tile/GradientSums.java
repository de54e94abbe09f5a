package io.convrelu.kernel.tile;

/**
 * What the backward pass of {@link ChannelFunction} adds up a channel, over a whole batch: with g =
 * dy·f'(z), the gradients of shift and (up to a factor) scale; and what parameters of the
 * activation need. Arrays cover whole blocks.
 *
 * @param gradient Σ g
 * @param gradientTimesInput Σ g·(x − centre)
 * @param below Σ dy where z ≤ θ
 * @param belowTimesValue Σ dy·z where z ≤ θ
 * @param gradientTimesAddend Σ g·(addend − its centre), of sums
 */
public record GradientSums(
    double[] gradient,
    double[] gradientTimesInput,
    double[] below,
    double[] belowTimesValue,
    double[] gradientTimesAddend) {

  /** All zero, for so many channels with those that fill blocks. */
  public static GradientSums zero(int padded) {
    return new GradientSums(
        new double[padded],
        new double[padded],
        new double[padded],
        new double[padded],
        new double[padded]);
  }
}
