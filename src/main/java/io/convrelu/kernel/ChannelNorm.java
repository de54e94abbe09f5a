package io.convrelu.kernel;

/**
 * y = γ·(x − μ)/√(σ² + ε) + β for one set of statistics, as float32 arithmetic computes it:
 * scale·(x − pivot) + shift. The pivot is the mean rounded to float32; the shift makes up for what
 * rounding it left over, so that a mean far from zero costs no precision.
 */
public final class ChannelNorm {

  private final double[] inverseDeviation;
  private final double[] gamma;
  private final double[] left;
  private final float[] pivot;
  private final float[] scale;
  private final float[] shift;

  /**
   * @param statistics μ and σ² of each channel
   * @param gamma scale γ {@code [C]}
   * @param beta shift β {@code [C]}
   * @param epsilon ε, added to every variance
   */
  public ChannelNorm(ChannelStatistics statistics, double[] gamma, double[] beta, double epsilon) {
    int channels = gamma.length;
    this.gamma = gamma.clone();
    this.inverseDeviation = new double[channels];
    this.left = new double[channels];
    this.pivot = new float[channels];
    this.scale = new float[channels];
    this.shift = new float[channels];
    for (int c = 0; c < channels; c++) {
      inverseDeviation[c] = 1 / Math.sqrt(statistics.variance()[c] + epsilon);
      pivot[c] = (float) statistics.mean()[c];
      left[c] = pivot[c] - statistics.mean()[c];
      double exact = gamma[c] * inverseDeviation[c];
      scale[c] = (float) exact;
      shift[c] = (float) (beta[c] + exact * left[c]);
    }
  }

  int channels() {
    return pivot.length;
  }

  float pivot(int channel) {
    return pivot[channel];
  }

  float scale(int channel) {
    return scale[channel];
  }

  float shift(int channel) {
    return shift[channel];
  }

  /** What rounding the mean added to it. */
  double left(int channel) {
    return left[channel];
  }

  double inverseDeviation(int channel) {
    return inverseDeviation[channel];
  }

  /** γ/√(σ² + ε) in double precision. */
  double exactScale(int channel) {
    return gamma[channel] * inverseDeviation[channel];
  }
}
