package io.convrelu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.kernel.fused.PlanBuilder;
import io.convrelu.kernel.fused.Plans;
import io.convrelu.kernel.fused.Pooling;
import io.convrelu.kernel.fused.StagePlan;
import io.convrelu.kernel.fused.StageRuntime;
import io.convrelu.kernel.fused.StageUse.Input;
import io.convrelu.testing.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;

/** A stage lives the life of a DL4J layer: JSON, files, clones, odd batches, gradients. */
class StageLayerTest {

  private static final int CLASSES = 3;
  private static final int SIZE = 8;

  /** Values checked a parameter array. */
  private static final int CHECKS = 4;

  @TempDir Path folder;

  private static ComputationGraph graph(DataType type, IUpdater updater, Kind kind) {
    ComputationGraph graph = new ComputationGraph(conf(type, updater, kind));
    graph.init();
    return graph;
  }

  private static ComputationGraphConfiguration conf(DataType type, IUpdater updater, Kind kind) {
    return StageNets.dense(type, updater, kind.of(0.2));
  }

  private static Nesterovs momentum() {
    return new Nesterovs(0.1, 0.9);
  }

  private static DataSet batch(DataType type, int size, int seed) {
    INDArray x =
        Nd4j.randn(Nd4j.getRandomFactory().getNewRandomInstance(seed), size, 3, SIZE, SIZE)
            .castTo(type);
    INDArray y = Nd4j.zeros(type, size, CLASSES);
    for (int i = 0; i < size; i++) {
      y.putScalar(i, i % CLASSES, 1);
    }
    return new DataSet(x, y);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void gradientsAreThoseOfTheFunction(Kind kind) {
    ComputationGraph graph = graph(DataType.DOUBLE, new NoOp(), kind);
    DataSet batch = batch(DataType.DOUBLE, 2, 1);
    CentralDifferences.check(
        graph,
        batch,
        CHECKS,
        name -> !name.endsWith(".mean") && !name.endsWith(".var") && !name.startsWith("output"));
  }

  /** Plans of every shape, whose JSON names no class of ours but the layer's. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void jsonKeepsEverything(Kind kind) {
    Nonlinearity f = kind.of(0.2);
    List<StagePlan> plans =
        List.of(
            Plans.dense(f, 24, 2, Pooling.AVERAGE_2),
            Plans.vgg(f, 8, 5, 18),
            Plans.residualWithStem(f, f),
            Plans.textWithDenseLayers(f, 70, 0.5));
    for (StagePlan plan : plans) {
      ComputationGraphConfiguration conf = StageNets.of(DataType.FLOAT, momentum(), CLASSES, plan);
      ComputationGraphConfiguration again = ComputationGraphConfiguration.fromJson(conf.toJson());
      assertThat(again).isEqualTo(conf);
      assertThat(again.toJson()).isEqualTo(conf.toJson());
      LayerVertex vertex = (LayerVertex) again.getVertices().get("stage1");
      StageLayer layer = (StageLayer) vertex.getLayerConf().getLayer();
      assertThat(layer.plan()).isEqualTo(plan);
      assertThat(layer.start()).isEqualTo(StageNets.start());
      assertThat(layer.getStage()).doesNotContain("convrelu");
    }
  }

  @Test
  void everySettingCounts() {
    StagePlan plan = Plans.vgg(Nonlinearity.RELU, 8, 5, 18);
    StageLayer layer = new StageLayer(plan, StageNets.start(), Input.FIXED);
    assertThat(new StageLayer(plan, StageNets.start(), Input.FIXED)).isEqualTo(layer);
    assertThat(new StageLayer(plan, StageNets.start(), Input.LEARNS)).isNotEqualTo(layer);
    assertThat(new StageLayer(Plans.vgg(Kind.ELU.of(0), 8, 5, 18), StageNets.start(), Input.FIXED))
        .isNotEqualTo(layer);
    StageStart other = new StageStart(Map.of(), 0.2, ThresholdInit.RANDOM, 0.4, 0);
    assertThat(new StageLayer(plan, other, Input.FIXED)).isNotEqualTo(layer);
  }

  /** DL4J has no arrays for a layer without parameters, in either precision. */
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void aStageMayTrainNothing(DataType type) {
    PlanBuilder stage = new PlanBuilder(new MapShape(3, SIZE, SIZE));
    stage.store("act", stage.input().activated(Nonlinearity.RELU).pooled(Pooling.MAX_2));
    StagePlan plan = stage.build();
    PlanBuilder behind = new PlanBuilder(plan.output());
    behind.convolve("conv", behind.input(), ConvSpec.same(4, 3));
    ComputationGraph graph =
        new ComputationGraph(StageNets.of(type, momentum(), CLASSES, plan, behind.build()));
    graph.init();
    INDArray before = graph.params().dup();
    graph.fit(batch(type, 4, 1));
    assertThat(graph.params()).isNotEqualTo(before);
    assertThat(graph.clone().params()).isEqualTo(graph.params());
  }

  /** Dropout follows the generator that a training seeds, and leaves inference alone. */
  @Test
  void dropoutFollowsTheSeed() {
    ComputationGraph graph =
        new ComputationGraph(
            StageNets.of(
                DataType.FLOAT,
                momentum(),
                CLASSES,
                Plans.textWithDenseLayers(Nonlinearity.RELU, 70, 0.5)));
    graph.init();
    INDArray x = Nd4j.zeros(DataType.FLOAT, 4, Plans.ALPHABET, 1, 70);
    x.get(NDArrayIndex.all(), NDArrayIndex.point(2)).assign(1);
    INDArray one = trained(graph, x, 1);
    assertThat(trained(graph, x, 1)).isEqualTo(one);
    assertThat(trained(graph, x, 2)).isNotEqualTo(one);
    assertThat(graph.outputSingle(x)).isEqualTo(graph.outputSingle(x));
  }

  private static INDArray trained(ComputationGraph graph, INDArray x, long seed) {
    Nd4j.getRandom().setSeed(seed);
    return graph.feedForward(x, true).get("stage1");
  }

  @Test
  void aFileKeepsEverything() throws IOException {
    ComputationGraph graph = graph(DataType.FLOAT, momentum(), Kind.CONV_RELU);
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
  void aCloneTrainsOnItsOwn() {
    ComputationGraph graph = graph(DataType.FLOAT, momentum(), Kind.RELU);
    INDArray before = graph.params().dup();
    ComputationGraph clone = graph.clone();
    clone.fit(batch(DataType.FLOAT, 8, 1));
    assertThat(graph.params()).isEqualTo(before);
    assertThat(clone.params()).isNotEqualTo(before);
  }

  @Test
  void theSameStepsGiveTheSameBits() {
    List<DataSet> batches =
        List.of(
            batch(DataType.FLOAT, 16, 1),
            batch(DataType.FLOAT, 5, 2),
            batch(DataType.FLOAT, 16, 3));
    assertThat(trained(graph(DataType.FLOAT, momentum(), Kind.CONV_RELU), batches))
        .isEqualTo(trained(graph(DataType.FLOAT, momentum(), Kind.CONV_RELU), batches));
  }

  @Test
  void batchesOfAnySizeFollowEachOther() {
    ComputationGraph graph = graph(DataType.FLOAT, new NoOp(), Kind.RELU);
    INDArray x = batch(DataType.FLOAT, 40, 4).getFeatures();
    INDArray all = graph.outputSingle(x);
    INDArray some = graph.outputSingle(x.get(NDArrayIndex.interval(0, 3)));
    assertThat(all.getRows(0, 1, 2).distance2(some)).isLessThan(1e-6);
  }

  @Test
  void workersDoNotMeet() {
    ComputationGraph start = graph(DataType.FLOAT, momentum(), Kind.CONV_RELU);
    List<DataSet> batches =
        IntStream.range(0, 3).mapToObj(i -> batch(DataType.FLOAT, 8, i)).toList();
    INDArray alone = trained(start.clone(), batches);
    List<INDArray> together =
        IntStream.range(0, 4).mapToObj(worker -> start.clone()).toList().parallelStream()
            .map(graph -> trained(graph, batches))
            .toList();
    assertThat(together).allSatisfy(params -> assertThat(params).isEqualTo(alone));
  }

  private static INDArray trained(ComputationGraph graph, List<DataSet> batches) {
    batches.forEach(batch -> graph.fit(batch.copy()));
    return graph.params();
  }

  @Test
  void forwardPassesWithoutABackwardPassKeepOneStageALayer() throws InterruptedException {
    ComputationGraph graph = graph(DataType.FLOAT, momentum(), Kind.RELU);
    ComputationGraph same = graph.clone();
    DataSet batch = batch(DataType.FLOAT, 8, 1);
    awaitNoStages();
    for (int i = 0; i < 3; i++) {
      graph.feedForward(batch.getFeatures(), true);
      assertThat(StageRuntime.get().idleStages()).isZero();
    }
    graph.fit(batch.copy());
    assertThat(StageRuntime.get().idleStages()).isEqualTo(2);
    same.fit(batch.copy());
    assertThat(graph.params()).isEqualTo(same.params());
    assertThat(StageRuntime.get().idleStages()).isEqualTo(2);
  }

  /** What networks of other tests held comes back when they are collected. */
  private static void awaitNoStages() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(50);
      StageRuntime.get().trim();
    }
  }

  @Test
  void aWrongImageSizeNamesTheLayer() {
    ComputationGraph graph = graph(DataType.FLOAT, new NoOp(), Kind.RELU);
    assertThatThrownBy(() -> graph.outputSingle(Nd4j.zeros(DataType.FLOAT, 2, 3, 9, 8)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("StageLayer 'stage1'")
        .hasMessageContaining("[N, 3, 8, 8]")
        .hasMessageContaining("[2, 3, 9, 8]");
  }
}
