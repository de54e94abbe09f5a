package io.convrelu.zoo;

import io.convrelu.kernel.fused.Nonlinearity.Kind;
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
    return new StageActivation(kind(), settings.slope(), thresholds);
  }

  /**
   * The same where several units read the activated value: thresholds cannot be tied to the weights
   * of one of them, so a ConvReLU is an AdaReLU with a threshold a channel.
   */
  StageActivation shared(Position position) {
    StageActivation one = at(position);
    return one.getKind() == Kind.CONV_RELU
        ? new StageActivation(Kind.ADA_RELU_CHANNEL, one.getSlope(), one.getThresholds())
        : one;
  }

  private Kind kind() {
    return switch (settings.name()) {
      case RELU -> Kind.RELU;
      case LEAKY_RELU -> Kind.LEAKY_RELU;
      case PRELU -> Kind.PRELU;
      case ELU -> Kind.ELU;
      case SELU -> Kind.SELU;
      case CONV_RELU -> Kind.CONV_RELU;
      case ADA_RELU ->
          switch (settings.thresholdSharing()) {
            case LAYER -> Kind.ADA_RELU_LAYER;
            case CHANNEL -> Kind.ADA_RELU_CHANNEL;
            case UNIT -> Kind.ADA_RELU_UNIT;
          };
    };
  }
}
