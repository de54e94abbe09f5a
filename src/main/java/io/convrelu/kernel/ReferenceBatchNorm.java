package io.convrelu.kernel;

/**
 * Batch normalization in plain double precision, formula by formula from Ioffe and Szegedy 2015
 * (algorithm 1 and the gradients after it), on row-major {@code [N, C, positions]}. For gradient
 * checks and for comparison, not for speed.
 */
public final class ReferenceBatchNorm {

  private final int batch;
  private final int channels;
  private final int positions;
  private final double epsilon;

  public ReferenceBatchNorm(int batch, int channels, int positions, double epsilon) {
    this.batch = batch;
    this.channels = channels;
    this.positions = positions;
    this.epsilon = epsilon;
  }

  /**
   * Mean and biased variance of each channel over examples and positions.
   *
   * @throws NonFiniteValueException when x holds a NaN or an infinity
   */
  public ChannelStatistics statistics(double[] x) {
    requireFinite(x);
    double count = (double) batch * positions;
    double[] mean = new double[channels];
    double[] variance = new double[channels];
    for (int i = 0; i < x.length; i++) {
      mean[channel(i)] += x[i] / count;
    }
    for (int i = 0; i < x.length; i++) {
      double deviation = x[i] - mean[channel(i)];
      variance[channel(i)] += deviation * deviation / count;
    }
    return new ChannelStatistics(mean, variance);
  }

  /**
   * Writes y = γ·x̂ + β.
   *
   * @throws NonFiniteValueException when x holds a NaN or an infinity
   */
  public void forward(
      double[] x, ChannelStatistics statistics, double[] gamma, double[] beta, double[] y) {
    requireFinite(x);
    for (int i = 0; i < x.length; i++) {
      int c = channel(i);
      y[i] = gamma[c] * (x[i] - statistics.mean()[c]) / deviation(statistics, c) + beta[c];
    }
  }

  /** Overwrites dx; adds to dγ and dβ. The statistics are those of x. */
  public void backward(
      double[] x,
      ChannelStatistics statistics,
      double[] gamma,
      double[] dy,
      double[] dx,
      double[] dGamma,
      double[] dBeta) {
    double count = (double) batch * positions;
    double[] dVariance = new double[channels];
    double[] dMean = new double[channels];
    for (int i = 0; i < x.length; i++) {
      int c = channel(i);
      double deviation = deviation(statistics, c);
      double centred = x[i] - statistics.mean()[c];
      dGamma[c] += dy[i] * centred / deviation;
      dBeta[c] += dy[i];
      dVariance[c] -= dy[i] * gamma[c] * centred / (2 * deviation * deviation * deviation);
      // The path through the variance adds −2·Σ(x − μ)/m to this, which is zero.
      dMean[c] -= dy[i] * gamma[c] / deviation;
    }
    for (int i = 0; i < x.length; i++) {
      int c = channel(i);
      dx[i] =
          dy[i] * gamma[c] / deviation(statistics, c)
              + dVariance[c] * 2 * (x[i] - statistics.mean()[c]) / count
              + dMean[c] / count;
    }
  }

  private double deviation(ChannelStatistics statistics, int channel) {
    return Math.sqrt(statistics.variance()[channel] + epsilon);
  }

  private int channel(int index) {
    return index / positions % channels;
  }

  private static void requireFinite(double[] x) {
    double poison = 0;
    for (double value : x) {
      poison += value * 0;
    }
    ParametricActivation.requireFinite(poison);
  }
}
