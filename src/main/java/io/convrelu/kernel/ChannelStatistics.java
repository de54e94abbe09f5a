package io.convrelu.kernel;

/**
 * Mean and biased variance of each channel, {@code [C]} each: of a batch, or running ones. The
 * arrays are not copied.
 */
public record ChannelStatistics(double[] mean, double[] variance) {

  public ChannelStatistics {
    if (mean.length != variance.length) {
      throw new IllegalArgumentException(
          mean.length + " means but " + variance.length + " variances");
    }
  }
}
