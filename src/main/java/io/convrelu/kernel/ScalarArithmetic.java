package io.convrelu.kernel;

/** {@link TileArithmetic} in plain loops, written so that the JIT compiler vectorizes most. */
final class ScalarArithmetic implements TileArithmetic {

  @Override
  public int granularity() {
    return 16;
  }

  @Override
  public boolean isFinite(float[] values, int from, int count) {
    float poison = 0;
    for (int i = from; i < from + count; i++) {
      poison += values[i] * 0;
    }
    return poison == 0;
  }

  @Override
  public void clamp(float[] values, int count, float threshold) {
    for (int i = 0; i < count; i++) {
      values[i] = values[i] > threshold ? values[i] : threshold;
    }
  }

  @Override
  public void mask(float[] gradients, float[] values, int count, float threshold) {
    for (int i = 0; i < count; i++) {
      gradients[i] = values[i] > threshold ? gradients[i] : 0;
    }
  }

  @Override
  public float sum(float[] values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return (float) sum;
  }

  @Override
  public void multiply(
      PackedMatrix a,
      int firstGroup,
      int lastGroup,
      int k0,
      int k1,
      float[] x,
      int xStart,
      int[] offsets,
      int firstOffset,
      float[] out,
      int outStart,
      int outStride,
      int positions) {
    for (int row = 0; row < (lastGroup - firstGroup) * PackedMatrix.GROUP; row++) {
      int at = a.start(firstGroup + row / PackedMatrix.GROUP, k0) + row % PackedMatrix.GROUP;
      int to = outStart + row * outStride;
      int depth = k1 - k0;
      int k = 0;
      // Four at a time: out is read and written once for four products.
      for (; k + 4 <= depth; k += 4, at += 4 * PackedMatrix.GROUP) {
        addScaled(
            a.values()[at],
            xStart + offsets[firstOffset + k],
            a.values()[at + PackedMatrix.GROUP],
            xStart + offsets[firstOffset + k + 1],
            a.values()[at + 2 * PackedMatrix.GROUP],
            xStart + offsets[firstOffset + k + 2],
            a.values()[at + 3 * PackedMatrix.GROUP],
            xStart + offsets[firstOffset + k + 3],
            x,
            out,
            to,
            positions);
      }
      for (; k < depth; k++, at += PackedMatrix.GROUP) {
        addScaled(a.values()[at], x, xStart + offsets[firstOffset + k], out, to, positions);
      }
    }
  }

  private static void addScaled(
      float a0,
      int line0,
      float a1,
      int line1,
      float a2,
      int line2,
      float a3,
      int line3,
      float[] x,
      float[] out,
      int to,
      int count) {
    for (int p = 0; p < count; p++) {
      out[to + p] += a0 * x[line0 + p] + a1 * x[line1 + p] + a2 * x[line2 + p] + a3 * x[line3 + p];
    }
  }

  private static void addScaled(float factor, float[] x, int from, float[] out, int to, int count) {
    for (int p = 0; p < count; p++) {
      out[to + p] += factor * x[from + p];
    }
  }

  @Override
  public void outer(
      float[] x,
      int xStart,
      int[] offsets,
      int firstOffset,
      int lines,
      float[] dy,
      int dyStart,
      int dyStride,
      int dLines,
      int positions,
      float[] dw,
      int dwStart,
      int dwStride) {
    for (int d = 0; d < dLines; d++) {
      for (int q = 0; q < lines; q++) {
        dw[d * dwStride + dwStart + q] +=
            dot(x, xStart + offsets[firstOffset + q], dy, dyStart + d * dyStride, positions);
      }
    }
  }

  /** Four sums at a time: one alone would wait for every addition. */
  private static float dot(float[] x, int xStart, float[] dy, int dyStart, int count) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int p = 0; p < count; p += 4) {
      s0 += x[xStart + p] * dy[dyStart + p];
      s1 += x[xStart + p + 1] * dy[dyStart + p + 1];
      s2 += x[xStart + p + 2] * dy[dyStart + p + 2];
      s3 += x[xStart + p + 3] * dy[dyStart + p + 3];
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public void pack(
      float[] x,
      int xStart,
      int[] offsets,
      float[] thresholds,
      int k0,
      int k1,
      int positions,
      float[] column,
      int columnStride) {
    for (int k = k0; k < k1; k++) {
      int from = xStart + offsets[k];
      int to = (k - k0) * columnStride;
      float threshold = thresholds[k];
      for (int p = 0; p < positions; p++) {
        column[to + p] = x[from + p] > threshold ? x[from + p] : threshold;
      }
    }
  }

  @Override
  public void scatter(
      float[] g,
      int gStride,
      int k0,
      int k1,
      float[] x,
      float[] dx,
      int xStart,
      int[] offsets,
      float[] thresholds,
      int positions,
      float[] dThresholds) {
    for (int k = k0; k < k1; k++) {
      int from = (k - k0) * gStride;
      int to = xStart + offsets[k];
      float sum = 0;
      for (int p = 0; p < positions; p++) {
        float gradient = g[from + p];
        float passed = x[to + p] > thresholds[k] ? gradient : 0;
        dx[to + p] += passed;
        sum += gradient - passed;
      }
      dThresholds[k] += sum;
    }
  }
}
