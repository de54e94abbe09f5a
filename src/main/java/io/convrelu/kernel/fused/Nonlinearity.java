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

  /** One without a setting. */
  public static Nonlinearity of(Activation activation) {
    return new Nonlinearity(activation, ThresholdSharing.CHANNEL, 0);
  }
}
