package io.convrelu.nn.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.nn.ThresholdInit;
import io.convrelu.nn.ThresholdOptions;
import io.convrelu.testing.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A trunk of stages lives the life of a DL4J layer; its numbers: {@code PlainEqualityTest}. */
class VggTrunkTest {

  private static final int CLASSES = 3;

  @TempDir Path folder;

  private static StageActivation activation(Kind kind) {
    return kind.of(0.2, new ThresholdOptions(ThresholdInit.RANDOM, 0.3, 0));
  }

  private static ComputationGraphConfiguration conf(
      DataType type, IUpdater updater, Kind kind, int size) {
    VggTrunk trunk =
        new VggTrunk.Builder()
            .stage(5, activation(kind), StageActivation.RELU)
            .stage(18, activation(kind), activation(kind))
            .weightInit(new WeightInitRelu())
            .build();
    return new NeuralNetConfiguration.Builder()
        .seed(5)
        .dataType(type)
        .activation(Activation.IDENTITY)
        .updater(updater)
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.convolutional(size, size, 3))
        .addLayer("trunk", trunk, "input")
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(CLASSES)
                .build(),
            "trunk")
        .setOutputs("output")
        .build();
  }

  private static ComputationGraph graph(DataType type, IUpdater updater, Kind kind) {
    ComputationGraph graph = new ComputationGraph(conf(type, updater, kind, 9));
    graph.init();
    return graph;
  }

  private static DataSet batch(DataType type, int size) {
    INDArray x =
        Nd4j.randn(Nd4j.getRandomFactory().getNewRandomInstance(1), size, 3, 9, 9).castTo(type);
    INDArray y = Nd4j.zeros(type, size, CLASSES);
    for (int i = 0; i < size; i++) {
      y.putScalar(i, i % CLASSES, 1);
    }
    return new DataSet(x, y);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void gradientsAreThoseOfTheFunction(Kind kind) {
    CentralDifferences.check(
        graph(DataType.DOUBLE, new NoOp(), kind),
        batch(DataType.DOUBLE, 2),
        4,
        name -> name.startsWith("trunk") && !name.endsWith(".mean") && !name.endsWith(".var"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void jsonKeepsEverything(Kind kind) {
    ComputationGraphConfiguration conf = conf(DataType.FLOAT, new Nesterovs(0.1, 0.9), kind, 9);
    assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    assertThat(conf.clone()).isEqualTo(conf);
  }

  @Test
  void aFileKeepsEverything() throws IOException {
    ComputationGraph graph = graph(DataType.FLOAT, new Nesterovs(0.1, 0.9), Kind.CONV_RELU);
    DataSet batch = batch(DataType.FLOAT, 8);
    graph.fit(batch);
    Path file = folder.resolve("graph.zip");
    graph.save(file.toFile(), true);
    ComputationGraph again = ComputationGraph.load(file.toFile(), true);
    graph.fit(batch);
    again.fit(batch);
    assertThat(again.params()).isEqualTo(graph.params());
  }

  @Test
  void everySettingCounts() {
    StageActivation relu = StageActivation.RELU;
    VggTrunk trunk = new VggTrunk.Builder().stage(8, relu, relu).build();
    assertThat(new VggTrunk.Builder().stage(8, relu, relu).build()).isEqualTo(trunk);
    assertThat(new VggTrunk.Builder().stage(9, relu, relu).build()).isNotEqualTo(trunk);
    assertThat(new VggTrunk.Builder().stage(8, relu).build()).isNotEqualTo(trunk);
    assertThat(new VggTrunk.Builder().stage(8, relu, activation(Kind.ELU)).build())
        .isNotEqualTo(trunk);
  }

  @Test
  void imagesTooSmallToBeHalvedSoOftenAreRefusedByTheLayersName() {
    assertThatThrownBy(() -> conf(DataType.FLOAT, new NoOp(), Kind.RELU, 3))
        .hasStackTraceContaining("VggTrunk 'trunk' cannot work on");
  }
}
