package io.convrelu.nn;

import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.kernel.fused.Plans;
import io.convrelu.kernel.fused.Pooling;
import io.convrelu.kernel.fused.StagePlan;
import io.convrelu.kernel.fused.StageUse.Input;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of stages, for tests. */
final class StageNets {

  private StageNets() {}

  /** Thresholds that tie with no padding, where a derivative would not be defined. */
  static StageStart start() {
    return new StageStart(Map.of(), 0.2, ThresholdInit.RANDOM, 0.3, 0);
  }

  /** DenseNet-BC with growth 12 on 8×8 images; the first block has the given activation. */
  static ComputationGraphConfiguration dense(DataType type, IUpdater updater, Nonlinearity first) {
    StagePlan block1 = Plans.dense(first, 24, 1, Pooling.AVERAGE_2);
    StagePlan block2 =
        Plans.dense(block1.output(), Nonlinearity.RELU, 0, 1, Pooling.GLOBAL_AVERAGE);
    return of(type, updater, 3, block1, block2);
  }

  /** Stages one after the other and a classifier. */
  static ComputationGraphConfiguration of(
      DataType type, IUpdater updater, int classes, StagePlan... stages) {
    MapShape input = stages[0].input();
    var graph =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .dataType(type)
            .activation(Activation.IDENTITY)
            .updater(updater)
            .l2(1e-4)
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(
                InputType.convolutional(input.height(), input.width(), input.channels()));
    String last = "input";
    for (int i = 0; i < stages.length; i++) {
      String name = "stage" + (i + 1);
      Input learns = i == 0 ? Input.FIXED : Input.LEARNS;
      graph.addLayer(name, new StageLayer(stages[i], start(), learns), last);
      last = name;
    }
    return graph
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(classes)
                .build(),
            last)
        .setOutputs("output")
        .build();
  }
}
