package io.convrelu.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Rate 0.1, halved at epochs 4 and 6; epochs of 10 steps, two of them to warm up. */
class LrScheduleTest {

  private static LrSchedule schedule(LrScaling scaling, int workers, int warmUpEpochs) {
    return new LrSchedule(0.1, List.of(4, 6), 0.5, scaling, workers, warmUpEpochs, 10);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, 16, 0, 0.1",
    "NONE, 16, 45, 0.05",
    "LINEAR, 4, 0, 0.1",
    // A quarter of the way from 0.1 to 0.4.
    "LINEAR, 4, 5, 0.175",
    "LINEAR, 4, 19, 0.385",
    "LINEAR, 4, 20, 0.4",
    "LINEAR, 4, 45, 0.2",
    "LINEAR, 4, 65, 0.1",
    "SQRT, 16, 10, 0.25",
    "SQRT, 16, 39, 0.4",
    "LINEAR, 1, 5, 0.1"
  })
  void growsToTheScaledRateAndDropsAtItsEpochs(
      LrScaling scaling, int workers, int iteration, double expected) {
    assertThat(schedule(scaling, workers, 2).valueAt(iteration, iteration / 10))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void withoutWarmUpItIsScaledFromTheStart() {
    assertThat(schedule(LrScaling.LINEAR, 4, 0).valueAt(0, 0)).isEqualTo(0.4);
  }

  @Test
  void unscaledItHasTheBitsOfDl4jsOwnSchedule() {
    ISchedule stock =
        new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.1, 4, 0.1 * 0.5, 6, 0.1 * 0.5 * 0.5));
    LrSchedule ours = schedule(LrScaling.NONE, 3, 0);
    for (int epoch = 0; epoch < 9; epoch++) {
      assertThat(ours.valueAt(10 * epoch, epoch)).isEqualTo(stock.valueAt(10 * epoch, epoch));
    }
  }

  @Test
  void livesThroughANetworksJson() {
    LrSchedule schedule = schedule(LrScaling.SQRT, 3, 2);
    ComputationGraphConfiguration configuration = configuration(schedule);

    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(configuration.toJson());

    assertThat(read).isEqualTo(configuration);
    ISchedule rate = updater(read).getLearningRateSchedule();
    assertThat(rate).isEqualTo(schedule).isEqualTo(schedule.clone()).hasSameHashCodeAs(schedule);
    for (int iteration : new int[] {0, 7, 20, 41, 69}) {
      assertThat(rate.valueAt(iteration, iteration / 10))
          .isEqualTo(schedule.valueAt(iteration, iteration / 10));
    }
    assertThat(schedule(LrScaling.SQRT, 4, 2)).isNotEqualTo(schedule);
    assertThat(new Nesterovs(schedule, 0.9).clone().getLearningRateSchedule()).isEqualTo(schedule);
  }

  private static Sgd updater(ComputationGraphConfiguration configuration) {
    LayerVertex dense = (LayerVertex) configuration.getVertices().get("dense");
    return (Sgd) ((DenseLayer) dense.getLayerConf().getLayer()).getIUpdater();
  }

  /** The worker that starts at an iteration takes plain SGD steps of that iteration's rate. */
  @ParameterizedTest
  @CsvSource({"0, 0.1", "5, 0.175", "18, 0.37", "20, 0.4", "59, 0.2", "60, 0.1"})
  void aNetworkThatStartsAnywhereUsesTheRateOfItsIteration(int iteration, double expected) {
    ComputationGraph network =
        new ComputationGraph(
            ComputationGraphConfiguration.fromJson(
                configuration(schedule(LrScaling.LINEAR, 4, 2)).toJson()));
    network.init();
    // Two steps, so that the second one's rate is of the next iteration.
    network.getConfiguration().setIterationCount(iteration);
    network.getConfiguration().setEpochCount(iteration / 10);
    double[] byHand = network.params().dup().data().asDouble();
    double[] rates = {expected, expected + (iteration < 20 ? 0.015 : 0)};
    for (double rate : rates) {
      double[] gradient = gradient(network);
      for (int i = 0; i < byHand.length; i++) {
        byHand[i] -= rate * gradient[i];
      }
      network.fit(batch());
    }
    double[] trained = network.params().dup().data().asDouble();
    for (int i = 0; i < byHand.length; i++) {
      assertThat(trained[i]).isCloseTo(byHand[i], within(1e-6));
    }
  }

  private static double[] gradient(ComputationGraph network) {
    MultiDataSet batch = batch();
    ComputationGraph twin = network.clone();
    twin.setInputs(batch.getFeatures());
    twin.setLabels(batch.getLabels());
    twin.computeGradientAndScore();
    // Not a mean yet: DL4J divides by the batch in its updater.
    return twin.gradient().gradient().dup().divi(batch.getFeatures(0).size(0)).data().asDouble();
  }

  private static MultiDataSet batch() {
    INDArray features =
        Nd4j.linspace(-1, 1, 12).reshape(4, 3).castTo(Nd4j.defaultFloatingPointType());
    INDArray labels = Nd4j.eye(2).get(Nd4j.createFromArray(new int[] {0, 1, 1, 0}));
    return new MultiDataSet(features, labels);
  }

  private static ComputationGraphConfiguration configuration(ISchedule schedule) {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .updater(new Sgd(schedule))
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.feedForward(3))
        .addLayer(
            "dense", new DenseLayer.Builder().nOut(4).activation(Activation.TANH).build(), "input")
        .addLayer(
            "output",
            new OutputLayer.Builder().activation(Activation.SOFTMAX).nOut(2).build(),
            "dense")
        .setOutputs("output")
        .build();
  }

  @Test
  void refusesWhatIsNoSchedule() {
    assertThatThrownBy(() -> new LrSchedule(-1, List.of(), 1, LrScaling.NONE, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rate -1");
    assertThatThrownBy(() -> new LrSchedule(1, List.of(), 1, LrScaling.NONE, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LrSchedule(1, List.of(), 1, LrScaling.NONE, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
