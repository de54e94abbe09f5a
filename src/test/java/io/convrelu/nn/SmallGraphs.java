package io.convrelu.nn;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Chains of a few layers under a softmax classifier, for tests of single layers. */
final class SmallGraphs {

  static final int CLASSES = 3;

  private SmallGraphs() {}

  /** Layers l0, l1, … and the classifier {@code output}. */
  static ComputationGraph of(DataType type, InputType input, IUpdater updater, Layer... layers) {
    return of(type, 0, input, updater, layers);
  }

  static ComputationGraph of(
      DataType type, double weightDecay, InputType input, IUpdater updater, Layer... layers) {
    ComputationGraph graph = new ComputationGraph(conf(type, weightDecay, input, updater, layers));
    graph.init();
    return graph;
  }

  static ComputationGraph untrained(DataType type, InputType input, Layer... layers) {
    return of(type, input, new NoOp(), layers);
  }

  static ComputationGraphConfiguration conf(
      DataType type, double weightDecay, InputType input, IUpdater updater, Layer... layers) {
    var builder =
        new NeuralNetConfiguration.Builder()
            .seed(11)
            .dataType(type)
            .updater(updater)
            .l2(weightDecay)
            .graphBuilder()
            .addInputs("input");
    String last = "input";
    for (int i = 0; i < layers.length; i++) {
      builder.addLayer("l" + i, layers[i], last);
      last = "l" + i;
    }
    return builder
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build(),
            last)
        .setOutputs("output")
        .setInputTypes(input)
        .build();
  }

  /** One layer alone whose output is seen as it is. */
  static ComputationGraph single(DataType type, InputType input, Layer layer) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(11)
                .dataType(type)
                .graphBuilder()
                .addInputs("input")
                .addLayer("l0", layer, "input")
                .addLayer(
                    "output",
                    new LossLayer.Builder(LossFunction.L2).activation(Activation.IDENTITY).build(),
                    "l0")
                .setOutputs("output")
                .setInputTypes(input)
                .build());
    graph.init();
    return graph;
  }

  static INDArray gaussian(DataType type, long seed, long... shape) {
    Nd4j.getRandom().setSeed(seed);
    return Nd4j.randn(type, shape);
  }

  static INDArray labels(DataType type, int batch) {
    INDArray labels = Nd4j.zeros(type, batch, CLASSES);
    for (int n = 0; n < batch; n++) {
      labels.putScalar(n, n % CLASSES, 1);
    }
    return labels;
  }
}
