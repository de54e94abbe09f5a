package io.convrelu.kernel;

/** A {@link ParametricActivation} in float32, on row-major {@code [N, groups, repeats]}. */
public interface ElementwiseKernel {

  /**
   * Writes y = f(x, p); y may be x itself.
   *
   * @throws NonFiniteValueException when x holds a NaN or an infinity; y is then undefined
   */
  void forward(int batch, int repeats, float[] x, float[] p, float[] y);

  /** Overwrites dx, which may be dy itself; adds to dp, in double. */
  void backward(int batch, int repeats, float[] x, float[] p, float[] dy, float[] dx, double[] dp);
}
