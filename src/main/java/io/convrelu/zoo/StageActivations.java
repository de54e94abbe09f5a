package io.convrelu.zoo;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.nn.ThresholdOptions;
import io.convrelu.nn.fused.StageActivation;

/** The activations of stages at the positions of a network. */
final class StageActivations {

  private final ActivationSettings settings;
  private final double thresholdL2;

  StageActivations(ActivationSettings settings, double thresholdL2) {
    this.settings = settings;
    this.thresholdL2 = thresholdL2;
  }

  /** The chosen activation where the strategy replaces, else ReLU. */
  StageActivation at(Position position) {
    if (!settings.strategy().replaces(position)) {
      return StageActivation.RELU;
    }
    ThresholdOptions thresholds =
        new ThresholdOptions(settings.thresholdInit(), settings.thresholdDeviation(), thresholdL2);
    return new StageActivation(
        settings.name(), settings.thresholdSharing(), settings.slope(), thresholds);
  }

  /**
   * The same where several units read the activated value: thresholds cannot be tied to the weights
   * of one of them, so a ConvReLU is an AdaReLU with a threshold a channel.
   */
  StageActivation shared(Position position) {
    StageActivation one = at(position);
    return switch (one.getActivation().parameter()) {
      case TIED_THRESHOLD ->
          new StageActivation(
              Activation.ADA_RELU, ThresholdSharing.CHANNEL, one.getSlope(), one.getThresholds());
      case NONE, FIXED_SLOPE, TRAINED_SLOPE, THRESHOLD -> one;
    };
  }
}
