package io.convrelu.kernel.fused;

/**
 * Activations of {@link Nonlinearity} in double; p is the slope or threshold where there is one.
 */
final class Activations {

  private Activations() {}

  static double value(Nonlinearity f, double z, double p) {
    return switch (f.kind()) {
      case IDENTITY -> z;
      case RELU -> Math.max(z, 0);
      case LEAKY_RELU, PRELU -> z > 0 ? z : p * z;
      case ELU -> z > 0 ? z : Math.expm1(z);
      case SELU -> Nonlinearity.SELU_GAIN * (z > 0 ? z : Nonlinearity.SELU_DEPTH * Math.expm1(z));
      case ADA_RELU_LAYER, ADA_RELU_CHANNEL, ADA_RELU_UNIT, CONV_RELU -> Math.max(z, p);
    };
  }

  /** ∂f/∂z. */
  static double slope(Nonlinearity f, double z, double p) {
    return switch (f.kind()) {
      case IDENTITY -> 1;
      case RELU -> z > 0 ? 1 : 0;
      case LEAKY_RELU, PRELU -> z > 0 ? 1 : p;
      case ELU -> z > 0 ? 1 : Math.exp(z);
      case SELU -> Nonlinearity.SELU_GAIN * (z > 0 ? 1 : Nonlinearity.SELU_DEPTH * Math.exp(z));
      case ADA_RELU_LAYER, ADA_RELU_CHANNEL, ADA_RELU_UNIT, CONV_RELU -> z > p ? 1 : 0;
    };
  }

  /** ∂f/∂p of those that have one. */
  static double parameterSlope(Nonlinearity f, double z, double p) {
    return switch (f.kind()) {
      case PRELU -> z > 0 ? 0 : z;
      case ADA_RELU_LAYER, ADA_RELU_CHANNEL, ADA_RELU_UNIT, CONV_RELU -> z > p ? 0 : 1;
      case IDENTITY, RELU, LEAKY_RELU, ELU, SELU -> 0;
    };
  }
}
