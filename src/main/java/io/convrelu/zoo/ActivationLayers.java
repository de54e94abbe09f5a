package io.convrelu.zoo;

import io.convrelu.nn.ActivatedConvolution;
import io.convrelu.nn.AdaReLU;
import io.convrelu.nn.ConvReLU;
import io.convrelu.nn.InputActivation;
import io.convrelu.nn.LayerPReLU;
import io.convrelu.nn.ThresholdSharing;
import io.convrelu.zoo.ConvolutionSpec.Bias;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;

/** Makes the DL4J layers of an activation choice: the only place that tells activations apart. */
final class ActivationLayers {

  private final ActivationSettings settings;
  private final double thresholdL2;

  ActivationLayers(ActivationSettings settings, double thresholdL2) {
    this.settings = settings;
    this.thresholdL2 = thresholdL2;
  }

  /** The activation at a position: the chosen one where the strategy replaces, else ReLU. */
  Activation at(Position position) {
    return settings.strategy().replaces(position) ? settings.name() : Activation.RELU;
  }

  /** A convolution that applies ReLU, or nothing, to its input first. */
  Layer convolution(ConvolutionSpec spec, InputActivation inputActivation) {
    return new ActivatedConvolution.Builder()
        .kernel(spec.kernelHeight(), spec.kernelWidth())
        .stride(spec.stride(), spec.stride())
        .padding(spec.paddingHeight(), spec.paddingWidth())
        .nOut(spec.outputs())
        .hasBias(spec.bias() == Bias.ADDED)
        .weightInit(spec.weightInit())
        .inputActivation(inputActivation)
        .build();
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
      case RELU -> fixed(new ActivationReLU());
      case LEAKY_RELU -> fixed(new ActivationLReLU(settings.slope()));
      case ELU -> fixed(new ActivationELU());
      case SELU -> fixed(new ActivationSELU());
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
