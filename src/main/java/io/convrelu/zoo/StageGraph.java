package io.convrelu.zoo;

import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.kernel.fused.PlanBuilder;
import io.convrelu.kernel.fused.StageUse;
import io.convrelu.nn.StageLayer;
import io.convrelu.nn.StageStart;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Builds a network of stages and a classifier. A network says where its activations stand ({@link
 * Position}); which ones they are is told here.
 */
final class StageGraph {

  static final String INPUT = "input";
  static final String OUTPUT = "output";

  private final GraphBuilder graph;
  private final ActivationSettings settings;
  private final double thresholdL2;
  private String last = INPUT;
  private MapShape shape;

  /**
   * @param shape of the input
   * @param thresholdL2 L2 coefficient of thresholds
   */
  StageGraph(
      GraphBuilder graph, ActivationSettings settings, double thresholdL2, ExampleShape shape) {
    this.graph = graph;
    this.settings = settings;
    this.thresholdL2 = thresholdL2;
    this.shape = new MapShape(shape.channels(), shape.height(), shape.width());
  }

  /** The activation at a position: the chosen one where the strategy replaces, else ReLU. */
  Nonlinearity activation(Position position) {
    return settings.strategy().replaces(position) ? settings.nonlinearity() : Nonlinearity.RELU;
  }

  /** What the next stage reads. */
  MapShape shape() {
    return shape;
  }

  /** Adds a stage behind what is there. */
  void stage(String name, PlanBuilder plan) {
    stage(name, plan, Map.of());
  }

  /**
   * Adds a stage behind what is there.
   *
   * @param weightDeviations as in {@link StageStart}
   */
  void stage(String name, PlanBuilder plan, Map<String, Double> weightDeviations) {
    StageStart start =
        new StageStart(
            weightDeviations,
            settings.slope(),
            settings.thresholdInit(),
            settings.thresholdDeviation(),
            thresholdL2);
    StageUse.Input input = last.equals(INPUT) ? StageUse.Input.FIXED : StageUse.Input.LEARNS;
    StageLayer layer = new StageLayer(plan.build(), start, input);
    graph.addLayer(name, layer, last);
    last = name;
    shape = layer.plan().output();
  }

  /** The classifier: dense, softmax, cross entropy; its weights start as Glorot's. */
  void classify(int classes) {
    classify(classes, new WeightInitXavier(), 0);
  }

  /**
   * The classifier with another start.
   *
   * @param deviation of its weights
   * @param dropout share of its inputs that training leaves out
   */
  void classify(int classes, double deviation, double dropout) {
    classify(classes, new WeightInitDistribution(new NormalDistribution(0, deviation)), dropout);
  }

  private void classify(int classes, IWeightInit init, double dropout) {
    OutputLayer.Builder layer =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .activation(Activation.SOFTMAX)
            .nOut(classes)
            .weightInit(init);
    if (dropout > 0) {
      layer.dropOut(1 - dropout);
    }
    graph.addLayer(OUTPUT, layer.build(), last);
    graph.setOutputs(OUTPUT);
  }
}
