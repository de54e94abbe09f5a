package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** A network that has been used before trains to the bits of a fresh one. */
class TrainingGraphTest {

  private static final RoundPosition START = new RoundPosition(0, 0, 0, 1, 0);
  private static final RoundPosition LATER = new RoundPosition(3, 1, 2, 1, 37);

  static IUpdater[] updaters() {
    return new IUpdater[] {
      new Nesterovs(new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 5), 0.9),
      // Its step depends on the iteration, and its first state is not zero for AdaGrad.
      new Adam(0.01),
      new AdaGrad(0.01),
      new Sgd(new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 1))
    };
  }

  @ParameterizedTest
  @MethodSource("updaters")
  void startedAgainItIsAFreshOne(IUpdater updater) {
    ModelState initial = ModelState.initial(configuration(updater), 11);
    ModelState other = ModelState.initial(configuration(updater), 12);
    ModelState trained = train(TrainingGraph.of(initial), initial, START, 3);
    assertThat(trained.parameters()).isNotEqualTo(initial.parameters());

    TrainingGraph used = TrainingGraph.of(other);
    ModelState elsewhere = train(used, other, LATER, 5);

    assertSame(train(used, initial, START, 3), trained);
    ModelState onward = train(TrainingGraph.of(trained), trained, LATER, 4);
    train(used, elsewhere, START, 1);
    assertSame(train(used, trained, LATER, 4), onward);
    assertThat(train(used, trained, START, 4).parameters()).isNotEqualTo(onward.parameters());
  }

  @ParameterizedTest
  @MethodSource("updaters")
  void stepsLeaveTheBatchAsItWas(IUpdater updater) {
    TrainingGraph graph = TrainingGraph.of(ModelState.initial(configuration(updater), 11));
    MultiDataSet batch = batch();
    float[] features = NativeFloats.read(batch.getFeatures(0));
    float[] labels = NativeFloats.read(batch.getLabels(0));

    graph.fit(batch);
    INDArray output = graph.outputSingle(false, batch.getFeatures(0));

    assertThat(output.length()).isEqualTo(6 * 3);
    assertThat(NativeFloats.read(batch.getFeatures(0))).containsExactly(features);
    assertThat(NativeFloats.read(batch.getLabels(0))).containsExactly(labels);
  }

  private static void assertSame(ModelState actual, ModelState expected) {
    assertThat(actual.parameters()).containsExactly(expected.parameters());
    assertThat(actual.updaterState()).containsExactly(expected.updaterState());
  }

  private static ModelState train(
      TrainingGraph graph, ModelState from, RoundPosition position, int steps) {
    graph.start(from, position);
    Nd4j.getRandom().setSeed(position.iteration() + 1L);
    for (int step = 0; step < steps; step++) {
      graph.fit(batch());
    }
    INDArray state = graph.getUpdater().getStateViewArray();
    ModelState result =
        from.with(
            NativeFloats.read(graph.params()),
            state == null ? new float[0] : NativeFloats.read(state));
    graph.clear();
    return result;
  }

  private static MultiDataSet batch() {
    float[] features = new float[6 * 2 * 5 * 5];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) Math.sin(i * 0.7);
    }
    float[] labels = new float[6 * 3];
    for (int n = 0; n < 6; n++) {
      labels[n * 3 + n % 3] = 1f;
    }
    return new MultiDataSet(
        Nd4j.create(features, new long[] {6, 2, 5, 5}, 'c'),
        Nd4j.create(labels, new long[] {6, 3}, 'c'));
  }

  /** Dropout on the input and between layers, batch normalization, weight decay. */
  private static ComputationGraphConfiguration configuration(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.FLOAT)
        .updater(updater)
        .l2(1e-3)
        .convolutionMode(ConvolutionMode.Same)
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.convolutional(5, 5, 2))
        .addLayer("conv", new ConvolutionLayer.Builder(3, 3).nOut(4).dropOut(0.8).build(), "input")
        .addLayer("bn", new BatchNormalization.Builder().build(), "conv")
        .addLayer(
            "dense", new DenseLayer.Builder().nOut(8).activation(Activation.RELU).build(), "bn")
        .addLayer(
            "output",
            new OutputLayer.Builder().activation(Activation.SOFTMAX).nOut(3).dropOut(0.5).build(),
            "dense")
        .setOutputs("output")
        .build();
  }
}
