package io.convrelu.zoo;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.nn.AdaReLU;
import io.convrelu.nn.FixedActivation;
import io.convrelu.nn.LayerPReLU;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Activations as layers of their own. */
final class ActivationLayers {

  private final ActivationSettings settings;
  private final double thresholdL2;

  ActivationLayers(ActivationSettings settings, double thresholdL2) {
    this.settings = settings;
    this.thresholdL2 = thresholdL2;
  }

  /**
   * The layer at a position in front of a dense layer, which is a convolution as large as its
   * input: ConvReLU's rule, inputs of one weight share one threshold, gives a threshold a unit.
   */
  Layer at(Position position) {
    Activation activation =
        settings.strategy().replaces(position) ? settings.name() : Activation.RELU;
    return switch (activation.parameter()) {
      case NONE -> fixed(activation, activation.slope());
      case FIXED_SLOPE -> fixed(activation, settings.slope());
      case TRAINED_SLOPE -> new LayerPReLU.Builder().initialSlope(settings.slope()).build();
      case THRESHOLD -> adaReLU(settings.thresholdSharing());
      case TIED_THRESHOLD -> adaReLU(ThresholdSharing.UNIT);
    };
  }

  private Layer adaReLU(ThresholdSharing sharing) {
    return new AdaReLU.Builder()
        .sharing(sharing)
        .thresholdInit(settings.thresholdInit())
        .thresholdDeviation(settings.thresholdDeviation())
        .thresholdL2(thresholdL2)
        .build();
  }

  private static Layer fixed(Activation activation, double slope) {
    return new ActivationLayer.Builder().activation(new FixedActivation(activation, slope)).build();
  }
}
