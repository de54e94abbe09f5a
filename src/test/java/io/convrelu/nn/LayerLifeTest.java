package io.convrelu.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.kernel.ThresholdSharing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** What DL4J does to layers: JSON, clones, files, training, Spark. */
class LayerLifeTest {

  private static final InputType INPUT = InputType.convolutional(8, 8, 2);

  /** Every layer of ours, with every setting away from its default. */
  private static Layer[] layers() {
    return new Layer[] {
      new ActivatedConvolution.Builder()
          .kernel(3, 2)
          .padding(1, 1)
          .nOut(4)
          .inputGradient(InputGradient.SKIPPED)
          .build(),
      new LayerPReLU.Builder().initialSlope(0.4).build(),
      new ConvReLU.Builder()
          .kernel(3, 3)
          .stride(2, 1)
          .padding(1, 2)
          .nOut(5)
          .hasBias(false)
          .thresholdInit(ThresholdInit.RANDOM)
          .thresholdDeviation(0.3)
          .thresholdL2(0.01)
          .l2(0.02)
          .build(),
      new AdaReLU.Builder()
          .sharing(ThresholdSharing.UNIT)
          .thresholdInit(ThresholdInit.GLOROT)
          .thresholdDeviation(0.1)
          .thresholdL2(0.03)
          .build(),
      new ActivatedConvolution.Builder()
          .kernel(1, 1)
          .nOut(3)
          .inputActivation(InputActivation.RELU)
          .build(),
    };
  }

  private static ComputationGraph graph() {
    return SmallGraphs.of(DataType.FLOAT, 0.001, INPUT, new Nesterovs(0.05, 0.9), layers());
  }

  private static DataSet data() {
    return new DataSet(
        SmallGraphs.gaussian(DataType.FLOAT, 1, 6, 2, 8, 8), SmallGraphs.labels(DataType.FLOAT, 6));
  }

  @Test
  void jsonAndClonesAreEqual() {
    ComputationGraphConfiguration conf = graph().getConfiguration();
    ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(conf.toJson());
    assertThat(read).isEqualTo(conf);
    assertThat(read.hashCode()).isEqualTo(conf.hashCode());
    assertThat(read.toJson()).isEqualTo(conf.toJson());
    assertThat(conf.clone()).isEqualTo(conf);
  }

  @Test
  void configurationsThatDifferAreNotEqual() {
    List<Layer> different =
        List.of(
            new ConvReLU.Builder().nOut(2).build(),
            new ConvReLU.Builder().nOut(3).build(),
            new ConvReLU.Builder().nOut(2).kernel(3, 1).build(),
            new ConvReLU.Builder().nOut(2).stride(1, 2).build(),
            new ConvReLU.Builder().nOut(2).padding(1, 0).build(),
            new ConvReLU.Builder().nOut(2).hasBias(false).build(),
            new ConvReLU.Builder().nOut(2).thresholdL2(0.1).build(),
            new ConvReLU.Builder().nOut(2).thresholdDeviation(0.1).build(),
            new ConvReLU.Builder().nOut(2).thresholdInit(ThresholdInit.GLOROT).build(),
            new ConvReLU.Builder().nOut(2).inputGradient(InputGradient.SKIPPED).build(),
            new ActivatedConvolution.Builder().nOut(2).build(),
            new ActivatedConvolution.Builder()
                .nOut(2)
                .inputActivation(InputActivation.RELU)
                .build(),
            new AdaReLU.Builder().build(),
            new AdaReLU.Builder().sharing(ThresholdSharing.LAYER).build(),
            new AdaReLU.Builder().thresholdL2(0.1).build(),
            new LayerPReLU.Builder().build(),
            new LayerPReLU.Builder().initialSlope(0.1).build());
    for (int i = 0; i < different.size(); i++) {
      for (int j = 0; j < different.size(); j++) {
        assertThat(different.get(i).equals(different.get(j))).as("%s %s", i, j).isEqualTo(i == j);
        assertThat(different.get(i).clone()).isEqualTo(different.get(i));
      }
    }
  }

  @Test
  void parametersAreRowMajorAndCounted() {
    ComputationGraph graph = graph();
    assertThat(graph.getParam("l0_W").shape()).containsExactly(4, 2, 3, 2);
    assertThat(graph.getParam("l0_b").shape()).containsExactly(4);
    assertThat(graph.getParam("l1_slope").shape()).containsExactly(1);
    assertThat(graph.getParam("l2_W").shape()).containsExactly(5, 4, 3, 3);
    assertThat(graph.getParam("l2_theta").shape()).containsExactly(4, 3, 3);
    assertThat(graph.paramTable()).doesNotContainKey("l2_b");
    assertThat(graph.getParam("l3_theta").length()).isEqualTo(5 * 4 * 11);
    assertThat(graph.getLayer("l2").numParams()).isEqualTo(5 * 36 + 36);
    INDArray flat = graph.getLayer("l2").params();
    assertThat(flat.getFloat(5 * 36 + 7)).isEqualTo(graph.getParam("l2_theta").getFloat(0, 2, 1));
  }

  @Test
  void parametersOfOneLayerCanBeSetAtOnce() {
    ComputationGraph from = graph();
    ComputationGraph to =
        SmallGraphs.of(DataType.FLOAT, 0.5, INPUT, new Nesterovs(0.05, 0.9), layers());
    to.params().assign(0);
    to.getLayer("l2").setParams(from.getLayer("l2").params().dup());
    assertThat(to.getParam("l2_W")).isEqualTo(from.getParam("l2_W"));
    assertThat(to.getParam("l2_theta")).isEqualTo(from.getParam("l2_theta"));
    assertThat(to.getParam("l0_W").amaxNumber().doubleValue()).isZero();
  }

  @Test
  void savedNetworksGiveTheSameBitsAndTrainOnTheSameWay(@TempDir Path folder) throws Exception {
    ComputationGraph graph = graph();
    graph.fit(data());
    ModelSerializer.writeModel(graph, folder.resolve("model.zip").toFile(), true);
    ComputationGraph read =
        ModelSerializer.restoreComputationGraph(folder.resolve("model.zip").toFile(), true);
    assertSame(read, graph);
    graph.fit(data());
    read.fit(data());
    assertSame(read, graph);
  }

  @Test
  void clonesTrainOnTheSameWay() {
    ComputationGraph graph = graph();
    graph.fit(data());
    ComputationGraph copy = graph.clone();
    assertSame(copy, graph);
    copy.getUpdater().setStateViewArray(graph.getUpdater().getStateViewArray().dup());
    graph.fit(data());
    copy.fit(data());
    assertSame(copy, graph);
  }

  private static void assertSame(ComputationGraph actual, ComputationGraph expected) {
    assertThat(actual.params()).isEqualTo(expected.params());
    INDArray x = data().getFeatures();
    assertThat(actual.outputSingle(x)).isEqualTo(expected.outputSingle(x));
    assertThat(actual.getUpdater().getStateViewArray())
        .isEqualTo(expected.getUpdater().getStateViewArray());
  }

  @Test
  void trainingLowersTheLossAndRepeatsBitForBit() {
    ComputationGraph graph = graph();
    double before = graph.score(data());
    for (int i = 0; i < 40; i++) {
      graph.fit(data());
    }
    assertThat(graph.score(data())).isLessThan(before * 0.5);
    ComputationGraph again = graph();
    for (int i = 0; i < 40; i++) {
      again.fit(data());
    }
    assertThat(again.params()).isEqualTo(graph.params());
  }

  @Test
  void batchesMayChangeSize() {
    ComputationGraph graph = graph();
    INDArray x = SmallGraphs.gaussian(DataType.FLOAT, 7, 150, 2, 8, 8);
    INDArray whole = graph.outputSingle(x);
    for (int n : new int[] {0, 1, 149}) {
      INDArray one = x.slice(n).reshape('c', new long[] {1, 2, 8, 8});
      INDArray difference = graph.outputSingle(one).sub(whole.slice(n).reshape(1, -1));
      assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-6);
    }
  }

  @Test
  void everyLayerReportsItsMemory() {
    ComputationGraphConfiguration conf = graph().getConfiguration();
    assertThat(conf.getMemoryReport(INPUT).toString())
        .contains("1 x ConvReLU")
        .contains("2 x ActivatedConvolution");
  }

  @Test
  void sparkAveragesTheLayers() {
    ComputationGraphConfiguration conf =
        SmallGraphs.conf(DataType.FLOAT, 0, INPUT, new Sgd(0.1), layers());
    List<DataSet> examples = new ArrayList<>();
    for (DataSet example : data().asList()) {
      examples.add(example);
    }
    SparkConf settings =
        new SparkConf().setMaster("local[2]").setAppName("layers").set("spark.ui.enabled", "false");
    INDArray averaged;
    try (JavaSparkContext context = new JavaSparkContext(settings)) {
      SparkComputationGraph spark =
          new SparkComputationGraph(
              context,
              conf,
              new ParameterAveragingTrainingMaster.Builder(2, 1)
                  .rddTrainingApproach(RDDTrainingApproach.Direct)
                  .batchSizePerWorker(3)
                  .averagingFrequency(1)
                  .workerPrefetchNumBatches(0)
                  .saveUpdater(true)
                  .build());
      spark.fit(context.parallelize(examples, 2));
      averaged = spark.getNetwork().params().dup();
    }
    // Two workers with half the batch each, averaged after one step, are one with the whole.
    ComputationGraph single = new ComputationGraph(conf.clone());
    single.init();
    single.fit(DataSet.merge(examples));
    assertThat(averaged.sub(single.params()).amaxNumber().doubleValue()).isLessThan(1e-5);
    assertThat(averaged.equals(Nd4j.zerosLike(averaged))).isFalse();
  }
}
