package io.convrelu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Against DL4J's own batch normalization, and what DL4J does to layers. */
class ChannelBatchNormTest {

  private static final List<DataType> TYPES = List.of(DataType.FLOAT, DataType.DOUBLE);

  private record Input(InputType type, long... shape) {}

  private static final List<Input> INPUTS =
      List.of(
          new Input(InputType.convolutional(5, 7, 3), 6, 3, 5, 7),
          new Input(InputType.convolutional(16, 16, 2), 4, 2, 16, 16),
          new Input(InputType.convolutional(1, 1, 3), 6, 3, 1, 1),
          new Input(InputType.feedForward(5), 6, 5));

  private static Layer stock() {
    return new BatchNormalization.Builder().eps(1e-5).decay(0.9).useLogStd(false).build();
  }

  private static Layer ours() {
    return new ChannelBatchNorm.Builder().build();
  }

  private static double tolerance(DataType type) {
    return type == DataType.FLOAT ? 2e-5 : 1e-10;
  }

  private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
    assertThat(actual.shape()).containsExactly(expected.shape());
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(tolerance);
  }

  private static DataSet data(DataType type, Input input, long seed) {
    INDArray x = SmallGraphs.gaussian(type, seed, input.shape()).muli(2).addi(1.5);
    return new DataSet(x, SmallGraphs.labels(type, (int) input.shape()[0]));
  }

  private static ComputationGraph trained(DataType type, Input input, Layer layer, INDArray from) {
    ComputationGraph graph =
        SmallGraphs.of(type, 0.01, input.type(), new Nesterovs(0.05, 0.9), layer);
    graph.params().assign(from);
    for (int step = 0; step < 5; step++) {
      // ND4J takes seed 0 for any seed.
      graph.fit(data(type, input, step + 1));
    }
    return graph;
  }

  @Test
  void onePassEqualsDl4jsOwn() {
    for (DataType type : TYPES) {
      for (Input input : INPUTS) {
        ComputationGraph own = SmallGraphs.single(type, input.type(), ours());
        ComputationGraph stock = SmallGraphs.single(type, input.type(), stock());
        stock.params().assign(SmallGraphs.gaussian(type, 8, 1, stock.numParams()).addi(1));
        stock.getParam("l0_var").assign(1.7);
        own.params().assign(stock.params());
        INDArray x = data(type, input, 21).getFeatures();
        INDArray dy = SmallGraphs.gaussian(type, 22, input.shape());
        LayerRun expected = LayerRun.of(stock, x.dup(), dy.dup());
        LayerRun actual = LayerRun.of(own, x, dy);
        assertClose(actual.output(), expected.output(), tolerance(type));
        assertClose(actual.inputGradient(), expected.inputGradient(), tolerance(type));
        assertThat(actual.gradients().keySet()).containsExactly("gamma", "beta", "mean", "var");
        actual
            .gradients()
            .forEach(
                (name, gradient) ->
                    assertClose(
                        gradient,
                        expected.gradients().get(name).reshape(gradient.shape()),
                        10 * tolerance(type)));
        assertClose(own.outputSingle(x), stock.outputSingle(x), tolerance(type));
      }
    }
  }

  @Test
  void trainingEqualsDl4jsOwn() {
    for (DataType type : TYPES) {
      for (Input input : INPUTS) {
        INDArray start = SmallGraphs.untrained(type, input.type(), stock()).params().dup();
        ComputationGraph own = trained(type, input, ours(), start);
        ComputationGraph stock = trained(type, input, stock(), start);
        for (String name : List.of("gamma", "beta", "mean", "var")) {
          assertClose(
              own.getParam("l0_" + name), stock.getParam("l0_" + name), 10 * tolerance(type));
        }
        assertClose(own.params(), stock.params(), 10 * tolerance(type));
        assertThat(own.getParam("l0_mean").meanNumber().doubleValue()).isNotEqualTo(0);
        INDArray x = data(type, input, 99).getFeatures();
        assertClose(own.outputSingle(x), stock.outputSingle(x), 10 * tolerance(type));
      }
    }
  }

  @Test
  void runningStatisticsDecayByAStep() {
    Input input = INPUTS.get(0);
    ComputationGraph graph =
        SmallGraphs.of(
            DataType.DOUBLE,
            input.type(),
            new Nesterovs(0.05, 0.9),
            new ChannelBatchNorm.Builder().decay(0.7).build());
    DataSet data = data(DataType.DOUBLE, input, 1);
    graph.fit(data);
    INDArray mean = data.getFeatures().mean(0, 2, 3).mul(0.3);
    INDArray variance = data.getFeatures().var(false, 0, 2, 3).mul(0.3).add(0.7);
    assertClose(graph.getParam("l0_mean"), mean, 1e-12);
    assertClose(graph.getParam("l0_var"), variance, 1e-12);
  }

  @Test
  void gradientsAreRight() {
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    try {
      for (Input input : INPUTS) {
        ComputationGraph graph =
            SmallGraphs.untrained(DataType.DOUBLE, input.type(), ours(), ours());
        graph.getParam("l0_gamma").assign(0.6);
        assertThat(
                GradientCheckUtil.checkGradients(
                    new GradientCheckUtil.GraphConfig()
                        .net(graph)
                        .inputs(new INDArray[] {data(DataType.DOUBLE, input, 5).getFeatures()})
                        .labels(
                            new INDArray[] {
                              SmallGraphs.labels(DataType.DOUBLE, (int) input.shape()[0])
                            })
                        .excludeParams(Set.of("l0_mean", "l0_var", "l1_mean", "l1_var"))
                        .epsilon(1e-6)
                        .maxRelError(1e-5)
                        .minAbsoluteError(1e-9)
                        .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)))
            .isTrue();
      }
    } finally {
      Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    }
  }

  @Test
  void oneVectorIsItsOwnMean() {
    for (DataType type : TYPES) {
      ComputationGraph graph = SmallGraphs.single(type, InputType.feedForward(3), ours());
      graph.getParam("l0_beta").assign(0.25);
      INDArray x = SmallGraphs.gaussian(type, 2, 1, 3);
      LayerRun run = LayerRun.of(graph, x, Nd4j.ones(type, 1, 3));
      assertThat(run.output().toDoubleVector())
          .containsExactly(new double[] {0.25, 0.25, 0.25}, within(1e-9));
      assertThat(run.inputGradient().amaxNumber().doubleValue()).isLessThan(1e-9);
    }
  }

  @Test
  void viewsAndOtherOrdersGiveTheSame() {
    Input input = INPUTS.get(0);
    ComputationGraph graph = SmallGraphs.single(DataType.FLOAT, input.type(), ours());
    INDArray x = data(DataType.FLOAT, input, 4).getFeatures();
    INDArray dy = SmallGraphs.gaussian(DataType.FLOAT, 5, input.shape());
    LayerRun expected = LayerRun.of(graph, x, dy);
    LayerRun actual = LayerRun.of(graph, x.dup('f'), dy.dup('f'));
    assertThat(actual.output()).isEqualTo(expected.output());
    assertThat(actual.inputGradient()).isEqualTo(expected.inputGradient());
  }

  @Test
  void refusesNonFiniteInputByLayerName() {
    for (DataType type : TYPES) {
      ComputationGraph graph = SmallGraphs.single(type, InputType.feedForward(3), ours());
      for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
        INDArray x = Nd4j.zeros(type, 2, 3).putScalar(1, 2, bad);
        assertThatThrownBy(() -> graph.output(x))
            .isInstanceOf(NonFiniteInputException.class)
            .hasMessageContaining("ChannelBatchNorm 'l0'");
        assertThatThrownBy(() -> LayerRun.of(graph, x, x))
            .isInstanceOf(NonFiniteInputException.class);
      }
    }
  }

  @Test
  void namesItselfWhenTheInputDoesNotFit() {
    ComputationGraph graph =
        SmallGraphs.single(DataType.FLOAT, InputType.convolutional(4, 4, 3), ours());
    assertThatThrownBy(() -> graph.output(Nd4j.zeros(DataType.FLOAT, 2, 5, 4, 4)))
        .hasMessageContaining("ChannelBatchNorm 'l0'")
        .hasMessageContaining("[2, 5, 4, 4]");
    assertThatThrownBy(() -> SmallGraphs.single(DataType.FLOAT, InputType.recurrent(4, 7), ours()))
        .hasMessageContaining("ChannelBatchNorm 'l0'");
    assertThatThrownBy(() -> new ChannelBatchNorm.Builder().epsilon(0))
        .hasMessageContaining("epsilon");
    assertThatThrownBy(() -> new ChannelBatchNorm.Builder().decay(1.1))
        .hasMessageContaining("decay");
  }

  @Test
  void jsonFilesAndClonesKeepEverything(@TempDir Path folder) throws Exception {
    Input input = INPUTS.get(0);
    Layer layer = new ChannelBatchNorm.Builder().epsilon(1e-3).decay(0.8).build();
    assertThat(layer).isNotEqualTo(ours()).isEqualTo(layer.clone());
    ComputationGraph graph =
        SmallGraphs.of(DataType.FLOAT, 0.01, input.type(), new Nesterovs(0.05, 0.9), layer);
    ComputationGraphConfiguration conf = graph.getConfiguration();
    assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    DataSet data = data(DataType.FLOAT, input, 1);
    graph.fit(data);
    ModelSerializer.writeModel(graph, folder.resolve("model.zip").toFile(), true);
    ComputationGraph read =
        ModelSerializer.restoreComputationGraph(folder.resolve("model.zip").toFile(), true);
    ComputationGraph copy = graph.clone();
    copy.getUpdater().setStateViewArray(graph.getUpdater().getStateViewArray().dup());
    for (ComputationGraph each : List.of(graph, read, copy)) {
      each.fit(data);
    }
    assertThat(read.params()).isEqualTo(graph.params());
    assertThat(copy.params()).isEqualTo(graph.params());
    assertThat(copy.outputSingle(data.getFeatures()))
        .isEqualTo(graph.outputSingle(data.getFeatures()));
  }
}
