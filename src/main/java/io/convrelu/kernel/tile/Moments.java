package io.convrelu.kernel.tile;

/**
 * Mean and variance of each channel, put together from parts by the update of Chan, Golub and
 * LeVeque (1979), in double.
 */
public final class Moments {

  private final double[] mean;
  private final double[] squares;
  private final long[] count;

  /** For so many channels. */
  public Moments(int channels) {
    mean = new double[channels];
    squares = new double[channels];
    count = new long[channels];
  }

  /** Forgets channels {@code from} to {@code to − 1}. */
  public void clear(int from, int to) {
    for (int c = from; c < to; c++) {
      mean[c] = 0;
      squares[c] = 0;
      count[c] = 0;
    }
  }

  /**
   * Adds values of one channel.
   *
   * @param channel which
   * @param values how many
   * @param origin any value near them
   * @param sum Σ (v − origin)
   * @param sumOfSquares Σ (v − origin)²
   */
  void add(int channel, int values, double origin, double sum, double sumOfSquares) {
    double offset = sum / values;
    double partMean = origin + offset;
    double partSquares = Math.max(0, sumOfSquares - sum * offset);
    if (Double.isNaN(sumOfSquares)) {
      partSquares = Double.NaN;
    }
    long before = count[channel];
    long after = before + values;
    double delta = partMean - mean[channel];
    mean[channel] += delta * values / after;
    squares[channel] += partSquares + delta * delta * before * values / after;
    count[channel] = after;
  }

  /** Mean of a channel. */
  public double mean(int channel) {
    return mean[channel];
  }

  /** Biased variance of a channel. */
  public double variance(int channel) {
    return count[channel] == 0 ? 0 : squares[channel] / count[channel];
  }

  /** Values seen in a channel. */
  public long count(int channel) {
    return count[channel];
  }
}
