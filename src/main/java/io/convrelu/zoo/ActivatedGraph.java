package io.convrelu.zoo;

import io.convrelu.nn.ChannelBatchNorm;
import io.convrelu.nn.InputActivation;
import io.convrelu.nn.ThresholdSharing;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.IWeightInit;

/**
 * Builds a network vertex by vertex, and joins every activation to what consumes it. A network only
 * says where an activation stands ({@link Pending}) and who reads it:
 *
 * <ul>
 *   <li>one convolution: ReLU and ConvReLU become part of that convolution's layer, any other
 *       activation a layer in front of it;
 *   <li>a max pooling: it goes first and the activation stays pending. The two commute for every
 *       non-decreasing activation whose parameters are shared over positions;
 *   <li>a dense layer, which is a convolution as large as its input: ConvReLU's rule, inputs of one
 *       weight share one threshold, gives a threshold a unit;
 *   <li>several readers, or a pooling of means: one layer of its own; for ConvReLU it is an AdaReLU
 *       with a threshold a channel.
 * </ul>
 *
 * Every method returns what the next one reads. With zero thresholds each form equals ReLU.
 */
final class ActivatedGraph {

  /** ε and decay of batch normalization in the DenseNet, ResNet and VGG recipes (Torch's own). */
  private static final double BATCH_NORM_EPSILON = 1e-5;

  private static final double BATCH_NORM_DECAY = 0.9;

  private final GraphBuilder graph;
  private final ActivationLayers activations;

  ActivatedGraph(GraphBuilder graph, ActivationLayers activations) {
    this.graph = graph;
    this.activations = activations;
  }

  /** A convolution of a value as it is. */
  String convolution(String name, String input, ConvolutionSpec spec) {
    return layer(name, activations.convolution(spec, InputActivation.IDENTITY), input);
  }

  /** A convolution of an activated value; it is the activation's only reader. */
  String convolution(String name, Pending input, ConvolutionSpec spec) {
    Activation activation = activations.at(input.position());
    return switch (activation) {
      case RELU -> layer(name, activations.convolution(spec, InputActivation.RELU), input.vertex());
      case CONV_RELU -> layer(name, activations.convReLU(spec), input.vertex());
      case LEAKY_RELU, PRELU, ELU, SELU, ADA_RELU ->
          convolution(name, alone(input, ThresholdSharing.CHANNEL), spec);
    };
  }

  /** Batch normalization; each channel's scale and shift are trained. */
  String batchNorm(String name, String input) {
    Layer layer =
        new ChannelBatchNorm.Builder().epsilon(BATCH_NORM_EPSILON).decay(BATCH_NORM_DECAY).build();
    return layer(name, layer, input);
  }

  /** Batch normalization, with an activation to come. */
  Pending batchNorm(String name, String input, String place, Position position) {
    return new Pending(batchNorm(name, input), place, position);
  }

  /** Max pooling in front of a pending activation. */
  Pending maxPool(String name, Pending input, int height, int width) {
    Layer layer = pooling(PoolingType.MAX, height, width);
    return new Pending(layer(name, layer, input.vertex()), input.place(), input.position());
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

  private String alone(Pending input, ThresholdSharing convReLUSharing) {
    Activation activation = activations.at(input.position());
    return layer(input.place(), activations.alone(activation, convReLUSharing), input.vertex());
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
