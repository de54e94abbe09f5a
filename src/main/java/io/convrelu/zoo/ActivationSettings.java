package io.convrelu.zoo;

import io.convrelu.conf.SettingsReader;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.kernel.fused.Nonlinearity.Kind;
import io.convrelu.nn.ThresholdInit;
import io.convrelu.nn.ThresholdSharing;

/**
 * The activation choice of a network: section {@code activation} of the configuration.
 *
 * @param name which activation
 * @param strategy where it replaces ReLU
 * @param thresholdInit how the thresholds of AdaReLU and ConvReLU start
 * @param thresholdDeviation standard deviation of {@link ThresholdInit#RANDOM}
 * @param thresholdSharing which inputs of an AdaReLU share a threshold
 * @param slope of LeakyReLU below 0, and where a PReLU's slope starts
 */
public record ActivationSettings(
    Activation name,
    ReplacementStrategy strategy,
    ThresholdInit thresholdInit,
    double thresholdDeviation,
    ThresholdSharing thresholdSharing,
    double slope) {

  /** What the activation is in a stage. */
  Nonlinearity nonlinearity() {
    return switch (name) {
      case RELU -> Nonlinearity.RELU;
      case LEAKY_RELU -> new Nonlinearity(Kind.LEAKY_RELU, slope);
      case PRELU -> Nonlinearity.of(Kind.PRELU);
      case ELU -> Nonlinearity.of(Kind.ELU);
      case SELU -> Nonlinearity.of(Kind.SELU);
      case CONV_RELU -> Nonlinearity.of(Kind.CONV_RELU);
      case ADA_RELU ->
          switch (thresholdSharing) {
            case LAYER -> Nonlinearity.of(Kind.ADA_RELU_LAYER);
            case CHANNEL -> Nonlinearity.of(Kind.ADA_RELU_CHANNEL);
            case UNIT -> Nonlinearity.of(Kind.ADA_RELU_UNIT);
          };
    };
  }

  /** Reads the section. */
  public static ActivationSettings read(SettingsReader reader) {
    Activation name = reader.choice("activation.name", Activation.RELU);
    return new ActivationSettings(
        name,
        reader.choice("activation.strategy", ReplacementStrategy.FIRST),
        reader.choice("activation.threshold-init", ThresholdInit.ZERO),
        reader.real("activation.threshold-deviation", 0.05, 0, 10),
        reader.choice("activation.threshold-sharing", ThresholdSharing.CHANNEL),
        reader.real("activation.slope", name == Activation.PRELU ? 0.25 : 0.01, 0, 1));
  }
}
