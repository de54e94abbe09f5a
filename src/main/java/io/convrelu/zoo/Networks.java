package io.convrelu.zoo;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.conf.SettingsReader;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** The zoo's door: from settings to a DL4J network configuration. */
public final class Networks {

  private Networks() {}

  /**
   * The DL4J configuration of a network in single precision. Its single input is {@code input}, its
   * single output layer is {@code output}; the activation that the classifier reads is the input of
   * {@code output}.
   *
   * @throws ConfigException when the network cannot read examples of this shape
   */
  public static ComputationGraphConfiguration configure(
      NetworkSettings settings, ExampleShape shape, UpdateRule rule) {
    return configure(settings, shape, rule, DataType.FLOAT);
  }

  /**
   * The same in a chosen precision; {@code DOUBLE} is for checks of gradients.
   *
   * @throws ConfigException when the network cannot read examples of this shape
   */
  public static ComputationGraphConfiguration configure(
      NetworkSettings settings, ExampleShape shape, UpdateRule rule, DataType precision) {
    Architecture architecture = architecture(settings);
    architecture.refusal(shape).ifPresent(refusal -> refuse(settings, shape, refusal));
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(rule.seed())
            .dataType(precision)
            .activation(Activation.IDENTITY)
            .updater(rule.updater())
            .l2(rule.weightDecay())
            .graphBuilder()
            .addInputs(StageGraph.INPUT)
            .setInputTypes(
                InputType.convolutional(shape.height(), shape.width(), shape.channels()));
    architecture.build(
        new StageGraph(graph, settings.activation(), rule.thresholdL2(), shape), shape);
    return graph.build();
  }

  private static Architecture architecture(NetworkSettings settings) {
    return switch (settings.name()) {
      case CNN_SMALL -> new CnnSmall();
      case DENSENET_40 -> DenseNet.basic(settings.depth(), settings.growth());
      case DENSENET_CIFAR -> DenseNet.cifar();
      case VGG_16 -> new Vgg();
      case RESNET_18 -> new ResNet18();
      case RESNET_9 -> new ResNet9(settings.width());
      case WIDE_RESNET -> new WideResNet(settings.depth(), settings.width());
      case CHAR_CNN_SMALL -> CharCnn.small(settings.dropout());
      case CHAR_CNN_LARGE -> CharCnn.large(settings.dropout());
    };
  }

  private static void refuse(NetworkSettings settings, ExampleShape shape, String refusal) {
    String place = "examples of " + shape.channels() + "x" + shape.height() + "x" + shape.width();
    String message = "is '" + SettingsReader.kebab(settings.name()) + "', which " + refusal;
    throw new ConfigException(List.of(new ConfigProblem("network.name", place, message)));
  }
}
