package io.convrelu.zoo.plain;

import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.NetworkSettings;
import io.convrelu.zoo.UpdateRule;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** From settings to a DL4J network of stock layers. */
public final class PlainNetworks {

  private PlainNetworks() {}

  /** The plain twin of what {@code Networks.configure} makes. */
  public static ComputationGraphConfiguration configure(
      NetworkSettings settings, ExampleShape shape, UpdateRule rule, DataType precision) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(rule.seed())
            .dataType(precision)
            .activation(Activation.IDENTITY)
            .updater(rule.updater())
            .l2(rule.weightDecay())
            .graphBuilder()
            .addInputs(PlainGraph.INPUT)
            .setInputTypes(
                InputType.convolutional(shape.height(), shape.width(), shape.channels()));
    PlainActivations activations = new PlainActivations(settings.activation(), rule.thresholdL2());
    architecture(settings).build(new PlainGraph(graph, activations, shape), shape);
    return graph.build();
  }

  private static Architecture architecture(NetworkSettings settings) {
    return switch (settings.name()) {
      case CNN_SMALL -> new CnnSmall();
      case DENSENET_40 -> DenseNet.basic(settings.depth(), settings.growth());
      case DENSENET_CIFAR -> DenseNet.cifar();
      case VGG_16 -> new Vgg16();
      case RESNET_18 -> new ResNet18();
      case RESNET_9 -> new ResNet9(settings.width());
      case WIDE_RESNET -> new WideResNet(settings.depth(), settings.width());
      case CHAR_CNN_SMALL -> CharCnn.small();
      case CHAR_CNN_LARGE -> CharCnn.large();
    };
  }
}
