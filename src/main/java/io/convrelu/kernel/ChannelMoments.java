package io.convrelu.kernel;

/**
 * Mean and sum of squared deviations of each channel, put together from groups of values by the
 * updating formula of Chan, Golub and LeVeque 1983. In double precision; no large sums that cancel.
 */
public final class ChannelMoments {

  private final long[] counts;
  private final double[] means;
  private final double[] squares;

  public ChannelMoments(int channels) {
    this.counts = new long[channels];
    this.means = new double[channels];
    this.squares = new double[channels];
  }

  int channels() {
    return counts.length;
  }

  /** Adds a group of values by its size, its mean and its sum of squared deviations from it. */
  void add(int channel, int count, double mean, double squaredDeviations) {
    long before = counts[channel];
    long after = before + count;
    double distance = mean - means[channel];
    double share = (double) count / after;
    means[channel] += distance * share;
    squares[channel] += squaredDeviations + distance * distance * before * share;
    counts[channel] = after;
  }

  /** What was added so far. */
  public ChannelStatistics statistics() {
    double[] variances = new double[squares.length];
    for (int c = 0; c < variances.length; c++) {
      variances[c] = squares[c] / counts[c];
    }
    return new ChannelStatistics(means.clone(), variances);
  }
}
