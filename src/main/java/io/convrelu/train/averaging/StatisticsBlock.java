package io.convrelu.train.averaging;

import java.io.Serializable;

/**
 * The running statistics of one batch normalization in a network's flattened parameters.
 *
 * @param mean index of the first channel's mean
 * @param spread index of the first channel's variance, or what stands for it
 * @param channels of each
 * @param kind what stands at {@code spread}
 */
public record StatisticsBlock(int mean, int spread, int channels, Spread kind)
    implements Serializable {

  /** How a running variance σ² is kept. */
  public enum Spread {
    /** σ². */
    VARIANCE,
    /** log10 σ, as DL4J's own batch normalization does unless told otherwise. */
    LOG10_DEVIATION
  }

  public StatisticsBlock {
    if (mean < 0 || spread < 0 || channels < 1) {
      throw new IllegalArgumentException(
          channels + " statistics at " + mean + " and " + spread + " of the parameters");
    }
    if (Math.abs((long) mean - spread) < channels) {
      throw new IllegalArgumentException("means and " + kind + " overlap at " + mean);
    }
  }
}
