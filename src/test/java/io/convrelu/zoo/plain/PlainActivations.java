package io.convrelu.zoo.plain;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.nn.AdaReLU;
import io.convrelu.nn.ConvReLU;
import io.convrelu.nn.FixedActivation;
import io.convrelu.nn.LayerPReLU;
import io.convrelu.zoo.ActivationSettings;
import io.convrelu.zoo.plain.ConvolutionSpec.Bias;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSwish;

/** Layers of an activation choice. */
final class PlainActivations {

  private final ActivationSettings settings;
  private final double thresholdL2;

  PlainActivations(ActivationSettings settings, double thresholdL2) {
    this.settings = settings;
    this.thresholdL2 = thresholdL2;
  }

  /** The chosen activation where the strategy replaces, else ReLU. */
  Activation at(Position position) {
    return position.replacedBy(settings.strategy()) ? settings.name() : Activation.RELU;
  }

  /** A convolution with a threshold a weight position. */
  Layer convReLU(ConvolutionSpec spec) {
    return new ConvReLU.Builder()
        .kernel(spec.kernelHeight(), spec.kernelWidth())
        .stride(spec.stride(), spec.stride())
        .padding(spec.paddingHeight(), spec.paddingWidth())
        .nOut(spec.outputs())
        .hasBias(spec.bias() == Bias.ADDED)
        .weightInit(spec.weightInit())
        .thresholdInit(settings.thresholdInit())
        .thresholdDeviation(settings.thresholdDeviation())
        .thresholdL2(thresholdL2)
        .build();
  }

  /**
   * An activation as a layer of its own.
   *
   * @param convReLUSharing how thresholds are shared where ConvReLU has no convolution to join
   */
  Layer alone(Activation activation, ThresholdSharing convReLUSharing) {
    return switch (activation) {
      case IDENTITY -> fixed(new ActivationIdentity());
      case RELU -> fixed(new ActivationReLU());
      case LEAKY_RELU -> fixed(new ActivationLReLU(settings.slope()));
      case ELU -> fixed(new ActivationELU());
      case SELU -> fixed(new ActivationSELU());
      case SILU -> fixed(new ActivationSwish());
        // DL4J has approximations of it only.
      case GELU -> fixed(new FixedActivation(activation, activation.slope()));
      case PRELU -> new LayerPReLU.Builder().initialSlope(settings.slope()).build();
      case ADA_RELU -> adaReLU(settings.thresholdSharing());
      case CONV_RELU -> adaReLU(convReLUSharing);
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
