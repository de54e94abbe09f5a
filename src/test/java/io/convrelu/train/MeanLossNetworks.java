package io.convrelu.train;

import io.convrelu.data.CharAlphabet;
import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.PlanBuilder;
import io.convrelu.kernel.fused.Pooling;
import io.convrelu.kernel.fused.StagePlan;
import io.convrelu.kernel.fused.StagePlan.InputKind;
import io.convrelu.kernel.fused.StageUse.Input;
import io.convrelu.kernel.fused.UnitPlan;
import io.convrelu.nn.StageLayer;
import io.convrelu.nn.StageStart;
import io.convrelu.nn.ThresholdInit;
import io.convrelu.testing.Kind;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Small networks whose loss is a mean over examples, each of which counts for itself: no batch
 * normalization, no dropout. With weight decay.
 */
final class MeanLossNetworks {

  private static final int CLASSES = 4;

  private MeanLossNetworks() {}

  /** A convolution and a ConvReLU on 32×32 images in colour. */
  static ComputationGraphConfiguration images(IUpdater updater) {
    PlanBuilder stage = new PlanBuilder(new MapShape(3, 32, 32));
    UnitPlan x = stage.convolve("conv", stage.input(), new ConvSpec(4, 3, 4, 0));
    x = x.activated(Kind.CONV_RELU.of(0));
    stage.convolve("conv-relu", x, new ConvSpec(6, 3, 2, 0));
    return of(updater, stage);
  }

  /** Two convolutions, the second with trained thresholds, on texts. */
  static ComputationGraphConfiguration texts(IUpdater updater, int length) {
    MapShape input = new MapShape(CharAlphabet.SIZE, 1, length);
    PlanBuilder stage = new PlanBuilder(input, InputKind.ONE_HOT);
    UnitPlan x = stage.convolve("conv1", stage.input(), ConvSpec.alongRows(8, 7));
    x = stage.store("pool1", x.pooled(Pooling.MAX_3_OF_ROW));
    x = x.activated(Kind.CONV_RELU.of(0));
    x = stage.convolve("conv2", x, ConvSpec.alongRows(8, 3));
    stage.store("pool2", x.pooled(Pooling.MAX_3_OF_ROW));
    return of(updater, stage);
  }

  private static ComputationGraphConfiguration of(IUpdater updater, PlanBuilder stage) {
    StagePlan plan = stage.build();
    StageStart start = new StageStart(Map.of(), 0, ThresholdInit.ZERO, 0, 0);
    MapShape input = plan.input();
    return classified(
        graph(updater)
            .setInputTypes(InputType.convolutional(input.height(), input.width(), input.channels()))
            .addLayer("stage", new StageLayer(plan, start, Input.FIXED), "in"),
        "stage");
  }

  private static GraphBuilder graph(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .activation(Activation.IDENTITY)
        .weightInit(new WeightInitRelu())
        .updater(updater)
        .l2(1e-3)
        .graphBuilder()
        .addInputs("in");
  }

  private static ComputationGraphConfiguration classified(GraphBuilder graph, String features) {
    return graph
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(CLASSES)
                .build(),
            features)
        .setOutputs("output")
        .build();
  }
}
