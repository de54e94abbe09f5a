package io.convrelu.zoo.plain;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.UnitPlan;
import io.convrelu.nn.StageLayer;
import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.plain.ConvolutionSpec.Bias;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
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
  private final Map<String, MapShape> shapes = new HashMap<>();
  private final Set<String> vectors = new HashSet<>();

  PlainGraph(GraphBuilder graph, PlainActivations activations, ExampleShape shape) {
    this.graph = graph;
    this.activations = activations;
    shapes.put(INPUT, new MapShape(shape.channels(), shape.height(), shape.width()));
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
    return layer(name, layer, input, convolved(input, spec));
  }

  private MapShape convolved(String input, ConvolutionSpec spec) {
    return UnitPlan.reading("", 0, shapes.get(input)).convolved(spec.inStage()).result();
  }

  /** A convolution of an activated value; it is the activation's only reader. */
  String convolution(String name, Pending input, ConvolutionSpec spec) {
    return isConvReLU(input)
        ? layer(
            name,
            activations.convReLU(shapes.get(input.vertex()), spec.inStage()),
            input.vertex(),
            convolved(input.vertex(), spec))
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
    return layer(name, layer, input, shapes.get(input));
  }

  /** Batch normalization, with an activation to come. */
  Pending batchNorm(String name, String input, String place, Position position) {
    return pending(batchNorm(name, input), place, position);
  }

  /** Max pooling of an activated value. */
  Pending maxPool(String name, Pending input, int height, int width) {
    Layer layer = pooling(PoolingType.MAX, height, width);
    boolean first = isConvReLU(input);
    String x = first ? input.vertex() : activate(input);
    String pooled = layer(name, layer, x, smaller(x, height, width));
    return new Pending(pooled, input.place(), first ? input.activation() : Optional.empty());
  }

  private MapShape smaller(String input, int height, int width) {
    MapShape shape = shapes.get(input);
    return new MapShape(shape.channels(), shape.height() / height, shape.width() / width);
  }

  /** The mean of every 2×2 square. */
  String averagePool(String name, String input) {
    return layer(name, pooling(PoolingType.AVG, 2, 2), input, smaller(input, 2, 2));
  }

  /** The mean of every channel: [N, C, H, W] becomes [N, C]. */
  String globalAveragePool(String name, String input) {
    MapShape shape = new MapShape(shapes.get(input).channels(), 1, 1);
    return layer(name, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), input, shape);
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
    MapShape shape = new MapShape(outputs, 1, 1);
    return layer(name, layer.build(), alone(input, ThresholdSharing.UNIT), shape);
  }

  /** Channels of several values side by side. */
  String concat(String name, String... inputs) {
    graph.addVertex(name, new MergeVertex(), inputs);
    MapShape shape = shapes.get(inputs[0]);
    int channels = Arrays.stream(inputs).mapToInt(input -> shapes.get(input).channels()).sum();
    shapes.put(name, new MapShape(channels, shape.height(), shape.width()));
    return name;
  }

  /** The sum of two values. */
  String add(String name, String left, String right) {
    graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), left, right);
    shapes.put(name, shapes.get(left));
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
    graph.setOutputs(layer("output", layer.build(), input, new MapShape(classes, 1, 1)));
  }

  private static boolean isConvReLU(Pending input) {
    return input.activation().filter(Activation.CONV_RELU::equals).isPresent();
  }

  private String alone(Pending input, ThresholdSharing convReLUSharing) {
    MapShape shape = shapes.get(input.vertex());
    return input
        .activation()
        .map(a -> activations.alone(shape, a, convReLUSharing))
        .map(layer -> layer(input.place(), layer, input.vertex(), shape))
        .orElse(input.vertex());
  }

  private static Layer pooling(PoolingType type, int height, int width) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(height, width)
        .stride(height, width)
        .build();
  }

  private String layer(String name, Layer layer, String input, MapShape output) {
    boolean stage = layer instanceof StageLayer;
    graph.addLayer(name, layer, stage ? asMap(input) : input);
    shapes.put(name, output);
    boolean vector = layer instanceof DenseLayer || (stage && output.pixels() == 1);
    if (vector) {
      vectors.add(name);
    }
    return stage ? asMap(name) : name;
  }

  /** A stage makes vectors of maps of one pixel, and reads maps; stock layers are particular. */
  private String asMap(String vertex) {
    if (!vectors.contains(vertex)) {
      return vertex;
    }
    String map = vertex + "-map";
    if (shapes.putIfAbsent(map, shapes.get(vertex)) == null) {
      int channels = shapes.get(vertex).channels();
      graph.addVertex(
          map, new PreprocessorVertex(new FeedForwardToCnnPreProcessor(1, 1, channels)), vertex);
    }
    return map;
  }
}
