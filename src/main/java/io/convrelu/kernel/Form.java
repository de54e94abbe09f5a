package io.convrelu.kernel;

/**
 * Shapes of activations: f(z) with a threshold θ, a slope α and a gain λ, and its derivatives. This
 * is the definition, in double precision.
 */
public enum Form {
  /** z. */
  IDENTITY(Family.IDENTITY) {
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
  RECTIFIED(Family.RECTIFIED) {
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
  TWO_SLOPES(Family.TWO_SLOPES) {
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
  EXPONENTIAL(Family.SMOOTH) {
    @Override
    public double value(double z, double theta, double alpha, double lambda) {
      return lambda * (z > 0 ? z : alpha * Math.expm1(z));
    }

    @Override
    public double slope(double z, double theta, double alpha, double lambda) {
      return lambda * (z > 0 ? 1 : alpha * Math.exp(z));
    }
  },

  /** z·σ(z) with σ(z) = 1 / (1 + e⁻ᶻ): SiLU. */
  LOGISTIC_GATE(Family.SMOOTH) {
    @Override
    public double value(double z, double theta, double alpha, double lambda) {
      return z / (1 + Math.exp(-z));
    }

    @Override
    public double slope(double z, double theta, double alpha, double lambda) {
      double gate = 1 / (1 + Math.exp(-z));
      return gate * (1 + z * (1 - gate));
    }
  },

  /** z·Φ(z) with the normal distribution's Φ: GELU, not its approximation by a tanh. */
  NORMAL_GATE(Family.SMOOTH) {
    @Override
    public double value(double z, double theta, double alpha, double lambda) {
      return z * normal(z);
    }

    @Override
    public double slope(double z, double theta, double alpha, double lambda) {
      return normal(z) + z * Math.exp(-z * z / 2) * DENSITY;
    }
  };

  /** What loops over values are made for. */
  public enum Family {
    IDENTITY,
    RECTIFIED,
    TWO_SLOPES,
    /** Functions with an exponential and without parameters that are trained. */
    SMOOTH
  }

  /** 1/√(2π). */
  private static final double DENSITY = 0.3989422804014327;

  private final Family family;

  Form(Family family) {
    this.family = family;
  }

  /** Which loops compute it. */
  public Family family() {
    return family;
  }

  /** Φ(z) by its Taylor series (Marsaglia 2004), to 1e-15. */
  private static double normal(double z) {
    if (Math.abs(z) > 8) {
      return z > 0 ? 1 : 0;
    }
    double sum = z;
    double term = z;
    for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
      term *= z * z / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-z * z / 2) * DENSITY;
  }

  /** f(z). */
  public abstract double value(double z, double theta, double alpha, double lambda);

  /** ∂f/∂z. */
  public abstract double slope(double z, double theta, double alpha, double lambda);
}
