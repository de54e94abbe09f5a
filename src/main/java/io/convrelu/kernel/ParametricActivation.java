package io.convrelu.kernel;

/**
 * An elementwise activation f(x, p) with a trainable parameter p for each group of inputs, and its
 * definition in double precision; float32 is {@link ElementwiseKernel}'s. Inputs are row-major
 * {@code [N, groups, repeats]}: every value of a group in every example has the same p.
 */
public enum ParametricActivation {
  /** AdaReLU (paper, equation 5): max(x, p). A tie goes to the threshold, as in equation 6. */
  THRESHOLD {
    @Override
    double value(double x, double p) {
      return x > p ? x : p;
    }

    @Override
    double inputSlope(double x, double p) {
      return x > p ? 1 : 0;
    }

    @Override
    double parameterSlope(double x, double p) {
      return x > p ? 0 : 1;
    }
  },

  /** PReLU (He et al. 2015): x above 0, p·x below. */
  SLOPE {
    @Override
    double value(double x, double p) {
      return x > 0 ? x : p * x;
    }

    @Override
    double inputSlope(double x, double p) {
      return x > 0 ? 1 : p;
    }

    @Override
    double parameterSlope(double x, double p) {
      return x > 0 ? 0 : x;
    }
  };

  abstract double value(double x, double p);

  /** ∂f/∂x. */
  abstract double inputSlope(double x, double p);

  /** ∂f/∂p. */
  abstract double parameterSlope(double x, double p);

  /**
   * Writes y = f(x, p); y may be x itself.
   *
   * @throws NonFiniteValueException when x holds a NaN or an infinity
   */
  public void forward(int batch, int repeats, double[] x, double[] p, double[] y) {
    double poison = 0;
    int i = 0;
    for (int n = 0; n < batch; n++) {
      for (double parameter : p) {
        for (int end = i + repeats; i < end; i++) {
          poison += x[i] * 0;
          y[i] = value(x[i], parameter);
        }
      }
    }
    requireFinite(poison);
  }

  /** Overwrites dx, which may be dy itself; adds to dp. */
  public void backward(
      int batch, int repeats, double[] x, double[] p, double[] dy, double[] dx, double[] dp) {
    int i = 0;
    for (int n = 0; n < batch; n++) {
      for (int g = 0; g < p.length; g++) {
        double sum = 0;
        for (int end = i + repeats; i < end; i++) {
          sum += dy[i] * parameterSlope(x[i], p[g]);
          dx[i] = dy[i] * inputSlope(x[i], p[g]);
        }
        dp[g] += sum;
      }
    }
  }

  static void requireFinite(double poison) {
    if (Double.isNaN(poison)) {
      throw new NonFiniteValueException("x");
    }
  }
}
