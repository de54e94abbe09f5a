package io.convrelu.kernel.fused;

/**
 * The activation of a unit.
 *
 * @param kind which
 * @param slope below 0, of LEAKY_RELU
 */
public record Nonlinearity(Kind kind, double slope) {

  /** SELU's λ and α, Klambauer et al. 2017. */
  static final double SELU_GAIN = 1.0507009873554804934193349852946;

  static final double SELU_DEPTH = 1.6732632423543772848170429916717;

  /** max(z, 0). */
  public static final Nonlinearity RELU = of(Kind.RELU);

  /** z. */
  public static final Nonlinearity IDENTITY = of(Kind.IDENTITY);

  /** Activations. */
  public enum Kind {
    IDENTITY,
    RELU,
    LEAKY_RELU,
    /** One trained slope for the unit. */
    PRELU,
    ELU,
    SELU,
    /** One trained threshold for the unit. */
    ADA_RELU_LAYER,
    /** One trained threshold a channel. */
    ADA_RELU_CHANNEL,
    /** One trained threshold a value of an example. */
    ADA_RELU_UNIT,
    /** One trained threshold a channel and kernel position of the unit's convolution. */
    CONV_RELU
  }

  /** As it is where no convolution reads it: ConvReLU's thresholds are then those of channels. */
  Nonlinearity withoutConvolution() {
    return kind == Kind.CONV_RELU ? of(Kind.ADA_RELU_CHANNEL) : this;
  }

  /** One without a setting. */
  public static Nonlinearity of(Kind kind) {
    return new Nonlinearity(kind, 0);
  }
}
