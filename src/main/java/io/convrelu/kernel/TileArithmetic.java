package io.convrelu.kernel;

/**
 * The inner loops, over runs of positions in plain arrays. "Line k" of an array starts at {@code
 * start + offsets[k]}.
 */
interface TileArithmetic {

  /** Numbers of positions are multiples of this, at most 96. */
  int granularity();

  /** Whether all values are finite. */
  boolean isFinite(float[] values, int from, int count);

  /** values = max(values, threshold), in place. */
  void clamp(float[] values, int count, float threshold);

  /** gradients = 0 where values ≤ threshold, in place. */
  void mask(float[] gradients, float[] values, int count, float threshold);

  /** Sum of a run. */
  float sum(float[] values, int from, int count);

  /**
   * out[line r][p] += Σ_{k0 ≤ k &lt; k1} a[r, k] · x[line k − k0 + firstOffset][p], in groups of 4
   * rows.
   */
  void multiply(
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
      int positions);

  /**
   * dw[d·dwStride + dwStart + q] += Σ_p dy[line d][p] · x[line q + firstOffset][p] for q &lt;
   * lines, d &lt; dLines.
   */
  void outer(
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
      int dwStride);

  /** column[line k − k0][p] = max(x[line k][p], thresholds[k]) for k0 ≤ k &lt; k1. */
  void pack(
      float[] x,
      int xStart,
      int[] offsets,
      float[] thresholds,
      int k0,
      int k1,
      int positions,
      float[] column,
      int columnStride);

  /**
   * For k0 ≤ k &lt; k1: dx[line k][p] += g[line k − k0][p] where x[line k][p] &gt; thresholds[k],
   * else dThresholds[k] += g[line k − k0][p].
   */
  void scatter(
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
      float[] dThresholds);
}
