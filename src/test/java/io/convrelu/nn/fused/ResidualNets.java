package io.convrelu.nn.fused;

import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.kernel.fused.ResidualStages.Tail;
import io.convrelu.nn.AdaReLU;
import io.convrelu.nn.ConvReLU;
import io.convrelu.nn.FixedActivation;
import io.convrelu.nn.LayerPReLU;
import io.convrelu.nn.ThresholdInit;
import io.convrelu.nn.ThresholdOptions;
import io.convrelu.testing.Kind;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A small residual network, 3×9×7 to 5 channels, a block that keeps the shape, one that halves it,
 * one more behind a boundary of layers: from fused stages, and vertex by vertex from DL4J's own
 * layers with the plain ConvReLU, AdaReLU and PReLU among them.
 */
final class ResidualNets {

  static final int HEIGHT = 9;
  static final int WIDTH = 7;
  static final int CLASSES = 3;

  /** ND4J keeps LeakyReLU's slope as a float, so the same in float and double. */
  private static final double SLOPE = 0.25;

  private static final double DEVIATION = 0.3;

  private final GraphBuilder graph;
  private final Kind kind;

  private ResidualNets(DataType type, IUpdater updater, Kind kind) {
    this.kind = kind;
    graph =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .dataType(type)
            .activation(Activation.IDENTITY)
            .weightInit(new WeightInitRelu())
            .updater(updater)
            .l2(1e-4)
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, 3));
  }

  static ComputationGraphConfiguration fused(DataType type, IUpdater updater, Kind kind) {
    StageActivation activation =
        kind.of(SLOPE, new ThresholdOptions(ThresholdInit.RANDOM, DEVIATION, 1e-3));
    ResidualNets net = new ResidualNets(type, updater, kind);
    net.graph
        .addLayer(
            "trunk",
            new ResidualStage.Builder()
                .stem(5, activation)
                .block(new ResidualBlock("block1", 5, 1, activation, activation))
                .block(new ResidualBlock("block2", 18, 2, activation, activation))
                .build(),
            "input")
        .addLayer(
            "top",
            new ResidualStage.Builder()
                .block(new ResidualBlock("block3", 18, 1, activation, StageActivation.RELU))
                .tail(Tail.GLOBAL_AVERAGE)
                .build(),
            "trunk");
    return net.classified("top");
  }

  static ComputationGraphConfiguration plain(DataType type, IUpdater updater, Kind kind) {
    ResidualNets net = new ResidualNets(type, updater, kind);
    String x = net.layer("stem", convolution(5, 3, 1), "input");
    x = net.layer("stem-act", net.activation(kind), net.batchNorm("stem-act-bn", x));
    x = net.block("block1", x, 5, 1, kind);
    x = net.block("block2", x, 18, 2, kind);
    x = net.block("block3", x, 18, 1, Kind.RELU);
    return net.classified(
        net.layer("means", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), x));
  }

  private String block(String name, String input, int channels, int stride, Kind outer) {
    String x = layer(name + "-conv1", convolution(channels, 3, stride), input);
    x = batchNorm(name + "-conv2-bn", x);
    if (kind == Kind.CONV_RELU) {
      x = layer(name + "-conv2", convReLU(channels), x);
    } else {
      x = layer(name + "-inner", activation(kind), x);
      x = layer(name + "-conv2", convolution(channels, 3, 1), x);
    }
    x = batchNorm(name + "-sum-bn", x);
    String shortcut = input;
    if (stride > 1) {
      shortcut = layer(name + "-shortcut", convolution(channels, 1, stride), input);
      shortcut = batchNorm(name + "-shortcut-bn", shortcut);
    }
    graph.addVertex(name + "-add", new ElementWiseVertex(ElementWiseVertex.Op.Add), x, shortcut);
    return layer(name + "-outer", activation(outer), name + "-add");
  }

  private String batchNorm(String name, String input) {
    return layer(
        name,
        new BatchNormalization.Builder().eps(1e-5).decay(0.9).useLogStd(false).build(),
        input);
  }

  private static Layer convolution(int outputs, int kernel, int stride) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .padding((kernel - 1) / 2, (kernel - 1) / 2)
        .nOut(outputs)
        .hasBias(false)
        .build();
  }

  private static Layer convReLU(int outputs) {
    return new ConvReLU.Builder()
        .kernel(3, 3)
        .padding(1, 1)
        .nOut(outputs)
        .hasBias(false)
        .thresholdL2(1e-3)
        .build();
  }

  private Layer activation(Kind wanted) {
    return switch (wanted) {
      case IDENTITY -> new ActivationLayer.Builder().activation(new ActivationIdentity()).build();
      case RELU -> new ActivationLayer.Builder().activation(new ActivationReLU()).build();
      case LEAKY_RELU ->
          new ActivationLayer.Builder().activation(new ActivationLReLU(SLOPE)).build();
      case ELU -> new ActivationLayer.Builder().activation(new ActivationELU()).build();
      case SELU -> new ActivationLayer.Builder().activation(new ActivationSELU()).build();
      case SILU -> new ActivationLayer.Builder().activation(new ActivationSwish()).build();
      case GELU ->
          new ActivationLayer.Builder()
              .activation(new FixedActivation(io.convrelu.kernel.Activation.GELU, 0))
              .build();
      case PRELU -> new LayerPReLU.Builder().initialSlope(SLOPE).build();
      case ADA_RELU_LAYER -> adaReLU(ThresholdSharing.LAYER);
      case ADA_RELU_UNIT -> adaReLU(ThresholdSharing.UNIT);
      case ADA_RELU_CHANNEL, CONV_RELU -> adaReLU(ThresholdSharing.CHANNEL);
    };
  }

  private static Layer adaReLU(ThresholdSharing sharing) {
    return new AdaReLU.Builder().sharing(sharing).thresholdL2(1e-3).build();
  }

  private ComputationGraphConfiguration classified(String features) {
    OutputLayer output =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .activation(Activation.SOFTMAX)
            .nOut(CLASSES)
            .build();
    layer("output", output, features);
    return graph.setOutputs("output").build();
  }

  private String layer(String name, Layer layer, String input) {
    graph.addLayer(name, layer, input);
    return name;
  }

  /** The plain network's name of a parameter of the fused network. */
  static String plainName(String fused, Kind kind) {
    if (fused.startsWith("output")) {
      return fused;
    }
    String unit = fused.substring(fused.indexOf('_') + 1, fused.indexOf('.'));
    String role = fused.substring(fused.lastIndexOf('.') + 1);
    String block = unit.substring(0, unit.indexOf('-') < 0 ? unit.length() : unit.indexOf('-'));
    return switch (role) {
      case "W" -> unit + "_W";
      case "theta", "slope" -> {
        boolean outer = unit.endsWith("-sum");
        boolean own = unit.equals("stem-act") || (!outer && kind == Kind.CONV_RELU);
        yield (own ? unit : block + (outer ? "-outer" : "-inner")) + "_" + role;
      }
      default -> (fused.contains(".addend.") ? block + "-shortcut-bn" : unit + "-bn") + "_" + role;
    };
  }
}
