package io.convrelu.zoo.plain;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.zoo.plain.ConvolutionSpec.Bias;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Builds a network vertex by vertex. An activation is a layer in front of what reads it; only
 * ConvReLU is part of the convolution that reads it, and lets a max pooling between the two go
 * first. Where ConvReLU has no convolution to join it is an AdaReLU. Every method returns what the
 * next one reads.
 */
final class PlainGraph {

  static final String INPUT = "input";

  private static final double BATCH_NORM_EPSILON = 1e-5;
  private static final double BATCH_NORM_DECAY = 0.9;

  private final GraphBuilder graph;
  private final PlainActivations activations;

  PlainGraph(GraphBuilder graph, PlainActivations activations) {
    this.graph = graph;
    this.activations = activations;
  }

  /** A value with its activation to come. */
  Pending pending(String vertex, String place, Position position) {
    return new Pending(vertex, place, Optional.of(activations.at(position)));
  }

  /** A convolution of a value as it is. */
  String convolution(String name, String input, ConvolutionSpec spec) {
    Layer layer =
        new ConvolutionLayer.Builder(spec.kernelHeight(), spec.kernelWidth())
            .stride(spec.stride(), spec.stride())
            .padding(spec.paddingHeight(), spec.paddingWidth())
            .nOut(spec.outputs())
            .hasBias(spec.bias() == Bias.ADDED)
            .weightInit(spec.weightInit())
            .build();
    return layer(name, layer, input);
  }

  /** A convolution of an activated value; it is the activation's only reader. */
  String convolution(String name, Pending input, ConvolutionSpec spec) {
    return isConvReLU(input)
        ? layer(name, activations.convReLU(spec), input.vertex())
        : convolution(name, activate(input), spec);
  }

  /** Batch normalization; each channel's scale and shift are trained. */
  String batchNorm(String name, String input) {
    Layer layer =
        new BatchNormalization.Builder()
            .eps(BATCH_NORM_EPSILON)
            .decay(BATCH_NORM_DECAY)
            .useLogStd(false)
            .build();
    return layer(name, layer, input);
  }

  /** Batch normalization, with an activation to come. */
  Pending batchNorm(String name, String input, String place, Position position) {
    return pending(batchNorm(name, input), place, position);
  }

  /** Max pooling of an activated value. */
  Pending maxPool(String name, Pending input, int height, int width) {
    Layer layer = pooling(PoolingType.MAX, height, width);
    return isConvReLU(input)
        ? new Pending(layer(name, layer, input.vertex()), input.place(), input.activation())
        : new Pending(layer(name, layer, activate(input)), input.place(), Optional.empty());
  }

  /** The mean of every 2×2 square. */
  String averagePool(String name, String input) {
    return layer(name, pooling(PoolingType.AVG, 2, 2), input);
  }

  /** The mean of every channel: [N, C, H, W] becomes [N, C]. */
  String globalAveragePool(String name, String input) {
    return layer(name, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), input);
  }

  /** An activation that several vertices, or a pooling of means, read. */
  String activate(Pending input) {
    return alone(input, ThresholdSharing.CHANNEL);
  }

  /**
   * A dense layer that reads an activated value.
   *
   * @param retained share of inputs that dropout keeps; 1 for no dropout
   */
  String dense(String name, Pending input, int outputs, IWeightInit init, double retained) {
    DenseLayer.Builder layer = new DenseLayer.Builder().nOut(outputs).weightInit(init);
    if (retained < 1) {
      layer.dropOut(retained);
    }
    return layer(name, layer.build(), alone(input, ThresholdSharing.UNIT));
  }

  /** Channels of several values side by side. */
  String concat(String name, String... inputs) {
    graph.addVertex(name, new MergeVertex(), inputs);
    return name;
  }

  /** The sum of two values. */
  String add(String name, String left, String right) {
    graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), left, right);
    return name;
  }

  /**
   * The classifier: dense, softmax, cross entropy.
   *
   * @param retained share of inputs that dropout keeps; 1 for no dropout
   */
  void classify(String input, int classes, IWeightInit init, double retained) {
    OutputLayer.Builder layer =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
            .nOut(classes)
            .weightInit(init);
    if (retained < 1) {
      layer.dropOut(retained);
    }
    graph.setOutputs(layer("output", layer.build(), input));
  }

  private static boolean isConvReLU(Pending input) {
    return input.activation().filter(Activation.CONV_RELU::equals).isPresent();
  }

  private String alone(Pending input, ThresholdSharing convReLUSharing) {
    return input
        .activation()
        .map(a -> layer(input.place(), activations.alone(a, convReLUSharing), input.vertex()))
        .orElse(input.vertex());
  }

  private static Layer pooling(PoolingType type, int height, int width) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(height, width)
        .stride(height, width)
        .build();
  }

  private String layer(String name, Layer layer, String input) {
    graph.addLayer(name, layer, input);
    return name;
  }
}
