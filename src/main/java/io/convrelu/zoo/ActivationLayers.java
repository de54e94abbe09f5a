package io.convrelu.zoo;

import io.convrelu.zoo.ConvolutionSpec.Bias;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;

/** Makes the DL4J layers of an activation choice: the only place that tells activations apart. */
final class ActivationLayers {

  private final ActivationSettings settings;

  ActivationLayers(ActivationSettings settings) {
    this.settings = settings;
  }

  /** The activation at a position: the chosen one where the strategy replaces, else ReLU. */
  Activation at(Position position) {
    return settings.strategy().replaces(position) ? settings.name() : Activation.RELU;
  }

  /** A convolution of its input as it is. */
  Layer convolution(ConvolutionSpec spec) {
    return new ConvolutionLayer.Builder(spec.kernelHeight(), spec.kernelWidth())
        .stride(spec.stride(), spec.stride())
        .padding(spec.paddingHeight(), spec.paddingWidth())
        .nOut(spec.outputs())
        .hasBias(spec.bias() == Bias.ADDED)
        .weightInit(spec.weightInit())
        .build();
  }

  /** An activation as a layer of its own. */
  Layer alone(Activation activation) {
    return switch (activation) {
      case RELU -> fixed(new ActivationReLU());
      case LEAKY_RELU -> fixed(new ActivationLReLU(settings.slope()));
      case ELU -> fixed(new ActivationELU());
      case SELU -> fixed(new ActivationSELU());
      case PRELU, ADA_RELU, CONV_RELU ->
          throw new IllegalStateException(activation + " waits for the layers of nn");
    };
  }

  private static Layer fixed(IActivation function) {
    return new ActivationLayer.Builder().activation(function).build();
  }
}
