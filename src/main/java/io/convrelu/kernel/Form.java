package io.convrelu.kernel;

/**
 * Shapes of activations: f(z) with a threshold θ, a slope α and a gain λ, and its derivatives. This
 * is the definition, in double precision.
 */
public enum Form {
  /** z. */
  IDENTITY {
    @Override
    public double value(double z, double theta, double alpha, double lambda) {
      return z;
    }

    @Override
    public double slope(double z, double theta, double alpha, double lambda) {
      return 1;
    }
  },

  /** max(z, 0). */
  RECTIFIED {
    @Override
    public double value(double z, double theta, double alpha, double lambda) {
      return Math.max(z, 0);
    }

    @Override
    public double slope(double z, double theta, double alpha, double lambda) {
      return z > 0 ? 1 : 0;
    }
  },

  /**
   * max(z, θ) + α·min(z − θ, 0): leaky, parametric and threshold rectifiers. A tie belongs to the
   * threshold (paper, equation 6).
   */
  TWO_SLOPES {
    @Override
    public double value(double z, double theta, double alpha, double lambda) {
      return z > theta ? z : theta + (alpha == 0 ? 0 : alpha * (z - theta));
    }

    @Override
    public double slope(double z, double theta, double alpha, double lambda) {
      return z > theta ? 1 : alpha;
    }
  },

  /** λ·z above 0, λ·α·(eᶻ − 1) below: ELU and SELU. */
  EXPONENTIAL {
    @Override
    public double value(double z, double theta, double alpha, double lambda) {
      return lambda * (z > 0 ? z : alpha * Math.expm1(z));
    }

    @Override
    public double slope(double z, double theta, double alpha, double lambda) {
      return lambda * (z > 0 ? 1 : alpha * Math.exp(z));
    }
  };

  /** f(z). */
  public abstract double value(double z, double theta, double alpha, double lambda);

  /** ∂f/∂z. */
  public abstract double slope(double z, double theta, double alpha, double lambda);
}
