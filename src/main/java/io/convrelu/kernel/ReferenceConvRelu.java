package io.convrelu.kernel;

import java.util.Arrays;

/**
 * ConvReLU in double precision, as its formula reads: the definition that everything fast is held
 * against. With x̂ the zero-padded x,
 *
 * <pre>y[n,d,i,j] = b[d] + Σ_{c,a,b} w[d,c,a,b] · max(x̂[n, c, i·s_h + a, j·s_w + b], θ[c,a,b])
 * </pre>
 *
 * Row-major arrays: x {@code [N, C, H, W]}, w {@code [D, C, k_h, k_w]}, θ {@code [C, k_h, k_w]}, y
 * {@code [N, D, outH, outW]}; ties go to the threshold. Stateless.
 */
public final class ReferenceConvRelu {

  private final ConvShape shape;

  public ReferenceConvRelu(ConvShape shape) {
    this.shape = shape;
  }

  /**
   * Writes y.
   *
   * @param bias of length 0 for none
   * @throws NonFiniteValueException when x holds a NaN or an infinity
   */
  public void forward(
      int batch, double[] x, double[] w, double[] threshold, double[] bias, double[] y) {
    requireFinite(x, batch * shape.inputSize());
    int out = 0;
    for (int n = 0; n < batch; n++) {
      for (int d = 0; d < shape.outChannels(); d++) {
        double start = bias.length == 0 ? 0 : bias[d];
        for (int i = 0; i < shape.outHeight(); i++) {
          for (int j = 0; j < shape.outWidth(); j++) {
            y[out++] = start + dotPatch(x, n, i, j, w, d * shape.patchSize(), threshold);
          }
        }
      }
    }
  }

  /**
   * Overwrites dx; adds to dw, dThreshold and dBias. Each of the four may be of length 0 when it is
   * not wanted.
   */
  public void backward(
      int batch,
      double[] x,
      double[] w,
      double[] threshold,
      double[] dy,
      double[] dx,
      double[] dw,
      double[] dThreshold,
      double[] dBias) {
    Arrays.fill(dx, 0, dx.length == 0 ? 0 : batch * shape.inputSize(), 0);
    int out = 0;
    for (int n = 0; n < batch; n++) {
      for (int d = 0; d < shape.outChannels(); d++) {
        for (int i = 0; i < shape.outHeight(); i++) {
          for (int j = 0; j < shape.outWidth(); j++) {
            double g = dy[out++];
            if (dBias.length > 0) {
              dBias[d] += g;
            }
            int weight = d * shape.patchSize();
            backPatch(x, n, i, j, w, weight, threshold, g, dx, dw, dThreshold);
          }
        }
      }
    }
  }

  private double dotPatch(
      double[] x, int n, int i, int j, double[] w, int weight, double[] threshold) {
    double sum = 0;
    int q = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int a = 0; a < shape.kernelHeight(); a++) {
        for (int b = 0; b < shape.kernelWidth(); b++, q++) {
          int at = position(n, c, i, j, a, b);
          double value = at < 0 ? 0 : x[at];
          sum += w[weight + q] * Math.max(value, threshold[q]);
        }
      }
    }
    return sum;
  }

  private void backPatch(
      double[] x,
      int n,
      int i,
      int j,
      double[] w,
      int weight,
      double[] threshold,
      double g,
      double[] dx,
      double[] dw,
      double[] dThreshold) {
    int q = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int a = 0; a < shape.kernelHeight(); a++) {
        for (int b = 0; b < shape.kernelWidth(); b++, q++) {
          int at = position(n, c, i, j, a, b);
          double value = at < 0 ? 0 : x[at];
          if (dw.length > 0) {
            dw[weight + q] += g * Math.max(value, threshold[q]);
          }
          if (value > threshold[q]) {
            if (at >= 0 && dx.length > 0) {
              dx[at] += g * w[weight + q];
            }
          } else if (dThreshold.length > 0) {
            dThreshold[q] += g * w[weight + q];
          }
        }
      }
    }
  }

  /** Index into x of a patch entry, or −1 in the padding. */
  private int position(int n, int c, int i, int j, int a, int b) {
    int row = i * shape.strideHeight() + a - shape.padHeight();
    int column = j * shape.strideWidth() + b - shape.padWidth();
    if (row < 0 || row >= shape.height() || column < 0 || column >= shape.width()) {
      return -1;
    }
    return ((n * shape.channels() + c) * shape.height() + row) * shape.width() + column;
  }

  private static void requireFinite(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(values[i])) {
        throw new NonFiniteValueException("x");
      }
    }
  }
}
