package io.convrelu.testing;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.kernel.fused.Nonlinearity;

/** Every activation with every way to share its thresholds. */
public enum Kind {
  IDENTITY(Activation.IDENTITY),
  RELU(Activation.RELU),
  LEAKY_RELU(Activation.LEAKY_RELU),
  PRELU(Activation.PRELU),
  ELU(Activation.ELU),
  SELU(Activation.SELU),
  SILU(Activation.SILU),
  GELU(Activation.GELU),
  ADA_RELU_LAYER(ThresholdSharing.LAYER),
  ADA_RELU_CHANNEL(ThresholdSharing.CHANNEL),
  ADA_RELU_UNIT(ThresholdSharing.UNIT),
  CONV_RELU(Activation.CONV_RELU);

  private final Activation activation;
  private final ThresholdSharing sharing;

  Kind(Activation activation) {
    this.activation = activation;
    this.sharing = ThresholdSharing.CHANNEL;
  }

  Kind(ThresholdSharing sharing) {
    this.activation = Activation.ADA_RELU;
    this.sharing = sharing;
  }

  /** With a slope, where it has one. */
  public Nonlinearity of(double slope) {
    return new Nonlinearity(activation, sharing, slope);
  }
}
