package io.convrelu.kernel;

/**
 * Batch normalization in float32 on row-major {@code [N, C, positions]}, in pieces of any number of
 * examples: how a batch is cut changes no bit of the result. For one thread.
 */
public final class BatchNormKernel {

  private final ChannelRows rows;
  private final ChannelRows exact = new ScalarChannelRows();
  private final double[] sums = new double[2];

  BatchNormKernel(ChannelRows rows) {
    this.rows = rows;
  }

  /**
   * Adds the examples to the moments: the corrected two-pass algorithm on each row, which the cache
   * holds.
   *
   * @throws NonFiniteValueException when x holds a NaN or an infinity
   */
  public void moments(int batch, int positions, float[] x, ChannelMoments moments) {
    for (int row = 0; row < batch * moments.channels(); row++) {
      if (!add(rows, row, moments, positions, x) && !add(exact, row, moments, positions, x)) {
        throw new NonFiniteValueException("x");
      }
    }
  }

  /** Returns whether the row's sums are finite; float32 lanes overflow earlier than its values. */
  private boolean add(
      ChannelRows arithmetic, int row, ChannelMoments moments, int positions, float[] x) {
    int from = row * positions;
    float pivot = (float) (arithmetic.sum(x, from, positions) / positions);
    arithmetic.deviations(x, from, positions, pivot, sums);
    double left = sums[0] / positions;
    double squares = Math.max(0, sums[1] - left * sums[0]);
    if (!Double.isFinite(squares)) {
      return false;
    }
    moments.add(row % moments.channels(), positions, pivot + left, squares);
    return true;
  }

  /**
   * Writes y; y may be x itself.
   *
   * @throws NonFiniteValueException when x holds a NaN or an infinity; y is then undefined
   */
  public void forward(int batch, int positions, float[] x, ChannelNorm norm, float[] y) {
    double poison = 0;
    for (int row = 0; row < batch * norm.channels(); row++) {
      int c = row % norm.channels();
      poison +=
          rows.affine(
              x, row * positions, positions, norm.pivot(c), norm.scale(c), norm.shift(c), y);
    }
    ParametricActivation.requireFinite(poison);
  }

  /** Adds the examples to the gradients of γ and β. */
  public void gradients(
      int batch, int positions, float[] x, float[] dy, ChannelGradients gradients) {
    int channels = gradients.norm().channels();
    for (int row = 0; row < batch * channels; row++) {
      int c = row % channels;
      rows.products(x, dy, row * positions, positions, gradients.norm().pivot(c), sums);
      gradients.add(c, positions, sums[0], sums[1]);
    }
  }

  /** Overwrites dy by dx, once the gradients are those of the whole batch. */
  public void backward(
      int batch, int positions, float[] x, ChannelGradients gradients, float[] dy) {
    ChannelNorm norm = gradients.norm();
    int channels = norm.channels();
    for (int row = 0; row < batch * channels; row++) {
      int c = row % channels;
      rows.combine(
          x,
          dy,
          row * positions,
          positions,
          norm.pivot(c),
          norm.scale(c),
          (float) gradients.slope(c),
          (float) gradients.offset(c));
    }
  }
}
