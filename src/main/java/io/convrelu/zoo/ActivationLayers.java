package io.convrelu.zoo;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.nn.AdaReLU;
import io.convrelu.nn.LayerPReLU;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;

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
    return switch (activation) {
      case IDENTITY -> fixed(new ActivationIdentity());
      case RELU -> fixed(new ActivationReLU());
      case LEAKY_RELU -> fixed(new ActivationLReLU(settings.slope()));
      case ELU -> fixed(new ActivationELU());
      case SELU -> fixed(new ActivationSELU());
      case PRELU -> new LayerPReLU.Builder().initialSlope(settings.slope()).build();
      case ADA_RELU -> adaReLU(settings.thresholdSharing());
      case CONV_RELU -> adaReLU(ThresholdSharing.UNIT);
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

  private static Layer fixed(IActivation function) {
    return new ActivationLayer.Builder().activation(function).build();
  }
}
