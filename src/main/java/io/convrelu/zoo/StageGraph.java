package io.convrelu.zoo;

import io.convrelu.nn.fused.FusedLayer;
import io.convrelu.nn.fused.StageActivation;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Builds a network of a few fused stages and a classifier. A network says where its activations
 * stand ({@link Position}); which ones they are is told here. Every method returns what the next
 * one reads.
 */
final class StageGraph {

  static final String INPUT = "input";
  static final String OUTPUT = "output";

  private final GraphBuilder graph;
  private final StageActivations activations;
  private final ActivationLayers layers;

  /**
   * @param thresholdL2 L2 coefficient of thresholds
   */
  StageGraph(GraphBuilder graph, ActivationSettings settings, double thresholdL2) {
    this.graph = graph;
    layers = new ActivationLayers(settings, thresholdL2);
    activations = new StageActivations(settings, thresholdL2);
  }

  /** The activation at a position. */
  StageActivation activation(Position position) {
    return activations.at(position);
  }

  /** The activation at a position, of a value that several read. */
  StageActivation sharedActivation(Position position) {
    return activations.shared(position);
  }

  /** Adds a stage. */
  String stage(String name, FusedLayer stage, String input) {
    graph.addLayer(name, stage, input);
    return name;
  }

  /** An activation in front of a dense layer. */
  String activate(String name, String input, Position position) {
    graph.addLayer(name, layers.at(position), input);
    return name;
  }

  /**
   * A dense layer.
   *
   * @param retained share of inputs that dropout keeps; 1 for no dropout
   */
  String dense(String name, String input, int outputs, IWeightInit init, double retained) {
    DenseLayer.Builder layer = new DenseLayer.Builder().nOut(outputs).weightInit(init);
    if (retained < 1) {
      layer.dropOut(retained);
    }
    graph.addLayer(name, layer.build(), input);
    return name;
  }

  /** The mean of every channel: [N, C, H, W] becomes [N, C]. */
  String globalAveragePool(String name, String input) {
    graph.addLayer(name, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), input);
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
            .activation(Activation.SOFTMAX)
            .nOut(classes)
            .weightInit(init);
    if (retained < 1) {
      layer.dropOut(retained);
    }
    graph.addLayer(OUTPUT, layer.build(), input);
    graph.setOutputs(OUTPUT);
  }
}
