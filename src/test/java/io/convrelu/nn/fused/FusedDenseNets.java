package io.convrelu.nn.fused;

import io.convrelu.kernel.fused.DenseStages.LayerKind;
import io.convrelu.kernel.fused.DenseStages.Tail;
import io.convrelu.nn.fused.DenseStage.Builder;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Densely connected networks from fused stages, for tests. */
public final class FusedDenseNets {

  private FusedDenseNets() {}

  /** DenseNet-BC with growth 12; the first block has the given activation. */
  public static ComputationGraphConfiguration of(
      DataType type,
      IUpdater updater,
      StageActivation first,
      int size,
      int classes,
      int... layers) {
    var graph =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .dataType(type)
            .activation(Activation.IDENTITY)
            .updater(updater)
            .l2(1e-4)
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.convolutional(size, size, 3));
    String last = "input";
    for (int i = 0; i < layers.length; i++) {
      Builder stage =
          new Builder()
              .layers(layers[i])
              .kind(LayerKind.BOTTLENECK)
              .tail(i < layers.length - 1 ? Tail.HALVING_TRANSITION : Tail.GLOBAL_AVERAGE)
              .weightInit(new WeightInitRelu());
      if (i == 0) {
        stage.stem(24, 1).blockActivation(first);
      }
      graph.addLayer("stage" + (i + 1), stage.build(), last);
      last = "stage" + (i + 1);
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
