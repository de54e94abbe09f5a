package io.convrelu.kernel;

/** {@link ElementwiseKernel} by the definitions of its function. */
final class ScalarElementwise implements ElementwiseKernel {

  private final ParametricActivation function;

  ScalarElementwise(ParametricActivation function) {
    this.function = function;
  }

  @Override
  public void forward(int batch, int repeats, float[] x, float[] p, float[] y) {
    double poison = 0;
    int i = 0;
    for (int n = 0; n < batch; n++) {
      for (float parameter : p) {
        for (int end = i + repeats; i < end; i++) {
          poison += x[i] * 0.0;
          y[i] = (float) function.value(x[i], parameter);
        }
      }
    }
    ParametricActivation.requireFinite(poison);
  }

  @Override
  public void backward(
      int batch, int repeats, float[] x, float[] p, float[] dy, float[] dx, double[] dp) {
    int i = 0;
    for (int n = 0; n < batch; n++) {
      for (int g = 0; g < p.length; g++) {
        double sum = 0;
        for (int end = i + repeats; i < end; i++) {
          sum += dy[i] * function.parameterSlope(x[i], p[g]);
          dx[i] = (float) (dy[i] * function.inputSlope(x[i], p[g]));
        }
        dp[g] += sum;
      }
    }
  }
}
