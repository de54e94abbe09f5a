package io.convrelu.zoo;

import io.convrelu.conf.SettingsReader;
import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.nn.ThresholdInit;

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
    return new Nonlinearity(
        name,
        thresholdSharing,
        switch (name.parameter()) {
          case FIXED_SLOPE -> slope;
          case NONE, TRAINED_SLOPE, THRESHOLD, TIED_THRESHOLD -> 0;
        });
  }

  /** Reads the section. */
  public static ActivationSettings read(SettingsReader reader) {
    Activation name = reader.choice("activation.name", Activation.RELU, Activation.choices());
    return new ActivationSettings(
        name,
        reader.choice("activation.strategy", ReplacementStrategy.FIRST),
        reader.choice("activation.threshold-init", ThresholdInit.ZERO),
        reader.real("activation.threshold-deviation", 0.05, 0, 10),
        reader.choice("activation.threshold-sharing", ThresholdSharing.CHANNEL),
        reader.real("activation.slope", name.slope(), 0, 1));
  }
}
