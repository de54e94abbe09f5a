package io.convrelu.kernel;

/**
 * Gradients of γ and β, and with them the one of the input (Ioffe and Szegedy 2015, section 3, with
 * its three paths by which x reaches y joined): dx = γ/σ·(dy − dβ/m − x̂·dγ/m) for m values a
 * channel.
 */
public final class ChannelGradients {

  private final ChannelNorm norm;
  private final double[] sums;
  private final double[] products;
  private final long[] counts;

  public ChannelGradients(ChannelNorm norm) {
    this.norm = norm;
    this.sums = new double[norm.channels()];
    this.products = new double[norm.channels()];
    this.counts = new long[norm.channels()];
  }

  ChannelNorm norm() {
    return norm;
  }

  /** Adds Σdy and Σdy·(x − pivot) of some values. */
  void add(int channel, int count, double sum, double product) {
    counts[channel] += count;
    sums[channel] += sum;
    products[channel] += product;
  }

  /** dβ = Σdy, {@code [C]}. */
  public double[] beta() {
    return sums.clone();
  }

  /** dγ = Σdy·x̂, {@code [C]}. */
  public double[] gamma() {
    double[] gradient = new double[sums.length];
    for (int c = 0; c < gradient.length; c++) {
      gradient[c] = gamma(c);
    }
    return gradient;
  }

  private double gamma(int channel) {
    return norm.inverseDeviation(channel)
        * (products[channel] + norm.left(channel) * sums[channel]);
  }

  /** b in dx = scale·dy + b·(x − pivot) + c. */
  double slope(int channel) {
    return -norm.exactScale(channel)
        * norm.inverseDeviation(channel)
        * gamma(channel)
        / counts[channel];
  }

  /** c in dx = scale·dy + b·(x − pivot) + c. */
  double offset(int channel) {
    return slope(channel) * norm.left(channel)
        - norm.exactScale(channel) * sums[channel] / counts[channel];
  }
}
