package io.convrelu.kernel.fused;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ThresholdSharing;

/**
 * The activation of a unit.
 *
 * @param activation which
 * @param sharing of ADA_RELU's thresholds
 * @param slope below 0, of LEAKY_RELU; not negative
 */
public record Nonlinearity(Activation activation, ThresholdSharing sharing, double slope) {

  /** max(z, 0). */
  public static final Nonlinearity RELU = of(Activation.RELU);

  /** z. */
  public static final Nonlinearity IDENTITY = of(Activation.IDENTITY);

  public Nonlinearity {
    if (!(slope >= 0)) {
      throw new IllegalArgumentException("a slope of " + slope + " below 0");
    }
  }

  /** As it is where no convolution reads it: ConvReLU's thresholds are then those of channels. */
  Nonlinearity withoutConvolution() {
    return switch (activation.parameter()) {
      case TIED_THRESHOLD -> of(Activation.ADA_RELU);
      case NONE, FIXED_SLOPE, TRAINED_SLOPE, THRESHOLD -> this;
    };
  }

  /** One without a setting. */
  public static Nonlinearity of(Activation activation) {
    return new Nonlinearity(activation, ThresholdSharing.CHANNEL, 0);
  }
}
