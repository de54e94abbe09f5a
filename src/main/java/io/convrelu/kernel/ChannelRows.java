package io.convrelu.kernel;

/** Arithmetic on the values of one channel in one example, which lie side by side. */
interface ChannelRows {

  /** Σx. */
  double sum(float[] x, int from, int count);

  /** Writes Σ(x − pivot) and Σ(x − pivot)². */
  void deviations(float[] x, int from, int count, float pivot, double[] sums);

  /** Writes y = scale·(x − pivot) + shift; y may be x. Returns NaN when an x is not finite. */
  double affine(float[] x, int from, int count, float pivot, float scale, float shift, float[] y);

  /** Writes Σdy and Σdy·(x − pivot). */
  void products(float[] x, float[] dy, int from, int count, float pivot, double[] sums);

  /** Overwrites dy by scale·dy + slope·(x − pivot) + offset. */
  void combine(
      float[] x,
      float[] dy,
      int from,
      int count,
      float pivot,
      float scale,
      float slope,
      float offset);
}
