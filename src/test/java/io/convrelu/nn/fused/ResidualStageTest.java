package io.convrelu.nn.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.nn.ThresholdOptions;
import io.convrelu.testing.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Residual stages against the same network from DL4J's own layers (inference, every gradient, the
 * parameters and running statistics after a step), against finite differences, and through files.
 */
class ResidualStageTest {

  /** Of the difference's norm to the norm. */
  private static final double DOUBLE_TOLERANCE = 1e-9;

  private static final double FLOAT_TOLERANCE = 1e-4;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void agreesWithStockLayersInDouble(Kind kind) {
    agree(kind, DataType.DOUBLE, DOUBLE_TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void agreesWithStockLayersInFloat(Kind kind) {
    agree(kind, DataType.FLOAT, FLOAT_TOLERANCE);
  }

  private static void agree(Kind kind, DataType type, double tolerance) {
    ComputationGraph plain = started(ResidualNets.plain(type, momentum(), kind));
    ComputationGraph fused = started(ResidualNets.fused(type, momentum(), kind));
    assertThat(fused.numParams()).isEqualTo(plain.numParams());
    Map<String, String> names = new LinkedHashMap<>();
    fused.paramTable().keySet().forEach(n -> names.put(n, ResidualNets.plainName(n, kind)));
    assertThat(names.values()).containsExactlyInAnyOrderElementsOf(plain.paramTable().keySet());
    names.forEach((to, from) -> copy(fused.getParam(to), plain.getParam(from)));

    DataSet batch = batch(type, 5, 1);
    assertClose(
        "inference",
        fused.outputSingle(batch.getFeatures()),
        plain.outputSingle(batch.getFeatures()),
        tolerance);
    Map<String, INDArray> expected = gradients(plain, batch);
    Map<String, INDArray> actual = gradients(fused, batch);
    names.forEach((to, from) -> assertClose(to, actual.get(to), expected.get(from), tolerance));

    plain.fit(batch);
    fused.fit(batch);
    names.forEach(
        (to, from) -> assertClose(to, fused.getParam(to), plain.getParam(from), tolerance));
  }

  /** Not what they start with: every role has values that differ. */
  private static void copy(INDArray fused, INDArray plain) {
    INDArray noise =
        Nd4j.randn(Nd4j.getRandomFactory().getNewRandomInstance(plain.length()), plain.shape())
            .castTo(plain.dataType())
            .mul(0.1);
    plain.addi(noise);
    fused.assign(plain.dup('c').reshape(fused.shape()));
  }

  private static Map<String, INDArray> gradients(ComputationGraph graph, DataSet batch) {
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.computeGradientAndScore();
    return graph.gradient().gradientForVariable();
  }

  private static void assertClose(
      String what, INDArray actual, INDArray expected, double tolerance) {
    double[] a = actual.dup('c').data().asDouble();
    double[] b = expected.dup('c').data().asDouble();
    assertThat(a).as(what).hasSameSizeAs(b);
    double difference = 0;
    double norm = 1e-12;
    for (int i = 0; i < a.length; i++) {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      norm += b[i] * b[i];
    }
    assertThat(Math.sqrt(difference / norm)).as(what).isLessThan(tolerance);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void gradientsAreThoseOfTheFunction(Kind kind) {
    // Running statistics have steps for gradients.
    CentralDifferences.check(
        started(ResidualNets.fused(DataType.DOUBLE, new NoOp(), kind)),
        batch(DataType.DOUBLE, 2, 1),
        4,
        name -> !name.endsWith(".mean") && !name.endsWith(".var") && !name.startsWith("output"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void jsonKeepsEverything(Kind kind) {
    ComputationGraphConfiguration conf = ResidualNets.fused(DataType.FLOAT, momentum(), kind);
    assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    assertThat(conf.clone()).isEqualTo(conf);
  }

  @Test
  void everySettingCounts() {
    StageActivation relu = StageActivation.RELU;
    StageActivation elu = Kind.ELU.of(0, ThresholdOptions.DEFAULT);
    ResidualStage one = stage(new ResidualBlock("a", 4, 1, relu, relu));
    assertThat(one).isEqualTo(stage(new ResidualBlock("a", 4, 1, relu, relu)));
    assertThat(one).isNotEqualTo(stage(new ResidualBlock("b", 4, 1, relu, relu)));
    assertThat(one).isNotEqualTo(stage(new ResidualBlock("a", 5, 1, relu, relu)));
    assertThat(one).isNotEqualTo(stage(new ResidualBlock("a", 4, 2, relu, relu)));
    assertThat(one).isNotEqualTo(stage(new ResidualBlock("a", 4, 1, elu, relu)));
    assertThat(one).isNotEqualTo(stage(new ResidualBlock("a", 4, 1, relu, elu)));
  }

  private static ResidualStage stage(ResidualBlock block) {
    return new ResidualStage.Builder().block(block).build();
  }

  @Test
  void aFileKeepsEverything() throws IOException {
    ComputationGraph graph =
        started(ResidualNets.fused(DataType.FLOAT, momentum(), Kind.CONV_RELU));
    graph.fit(batch(DataType.FLOAT, 8, 1));
    Path file = folder.resolve("graph.zip");
    graph.save(file.toFile(), true);
    ComputationGraph again = ComputationGraph.load(file.toFile(), true);
    DataSet next = batch(DataType.FLOAT, 8, 2);
    assertThat(again.outputSingle(next.getFeatures()))
        .isEqualTo(graph.outputSingle(next.getFeatures()));
    graph.fit(next);
    again.fit(next);
    assertThat(again.params()).isEqualTo(graph.params());
  }

  @Test
  void aStageWithoutBlocksIsRefused() {
    ResidualStage empty = new ResidualStage.Builder().build();
    assertThatThrownBy(() -> empty.getOutputType(0, InputType.convolutional(8, 8, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one block");
  }

  private static Nesterovs momentum() {
    return new Nesterovs(0.1, 0.9);
  }

  private static ComputationGraph started(ComputationGraphConfiguration conf) {
    ComputationGraph graph = new ComputationGraph(conf);
    graph.init();
    return graph;
  }

  private static DataSet batch(DataType type, int size, int seed) {
    INDArray x =
        Nd4j.randn(
                Nd4j.getRandomFactory().getNewRandomInstance(seed),
                size,
                3,
                ResidualNets.HEIGHT,
                ResidualNets.WIDTH)
            .castTo(type);
    INDArray y = Nd4j.zeros(type, size, ResidualNets.CLASSES);
    for (int i = 0; i < size; i++) {
      y.putScalar(i, i % ResidualNets.CLASSES, 1);
    }
    return new DataSet(x, y);
  }
}
