package io.convrelu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** How thresholds start, and what holds them down. */
class ThresholdsTest {

  private static final InputType WIDE = InputType.convolutional(3, 3, 700);

  @Test
  void startAtZeroUnlessSaid() {
    assertThat(thresholds(new ConvReLU.Builder())).containsOnly(0.0);
  }

  @Test
  void startGaussianWithTheConfiguredDeviation() {
    double[] values =
        thresholds(
            new ConvReLU.Builder().thresholdInit(ThresholdInit.RANDOM).thresholdDeviation(0.2));
    double deviation = Math.sqrt(variance(values));
    assertThat(deviation).isCloseTo(0.2, within(0.01));
    assertThat(mean(values)).isCloseTo(0, within(0.01));
    // 95.4% of a Gaussian lie within two deviations; of a uniform distribution, all.
    double within = Arrays.stream(values).filter(v -> Math.abs(v) < 0.4).count();
    assertThat(within / values.length).isCloseTo(0.954, within(0.02));
  }

  @Test
  void startUniformWithGlorotsVarianceOverChannels() {
    double[] values =
        thresholds(new ConvReLU.Builder().thresholdInit(ThresholdInit.GLOROT).nOut(100));
    double variance = 2.0 / (700 + 100);
    assertThat(variance(values)).isCloseTo(variance, within(variance * 0.05));
    assertThat(mean(values)).isCloseTo(0, within(0.005));
    double limit = Math.sqrt(3 * variance);
    assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow())
        .isBetween(limit * 0.99, limit * 1.0001);
  }

  @Test
  void followTheSeedOfTheNetwork() {
    for (ThresholdInit init : List.of(ThresholdInit.RANDOM, ThresholdInit.GLOROT)) {
      double[] first = thresholds(new ConvReLU.Builder().thresholdInit(init));
      SmallGraphs.gaussian(DataType.FLOAT, 99, 1000);
      assertThat(thresholds(new ConvReLU.Builder().thresholdInit(init))).containsExactly(first);
    }
  }

  @Test
  void haveTheirOwnL2ApartFromWeightDecay() {
    double decay = 0.1;
    double thresholdL2 = 0.3;
    INDArray free = parametersAfterAStep(0, 0, "theta");
    INDArray start = parametersBefore("theta");
    assertThat(start.minNumber().doubleValue()).isLessThan(-0.1);
    // A step of rate 1 on gradient + λ·θ; weight decay must not reach the thresholds.
    assertClose(parametersAfterAStep(decay, 0, "theta"), free);
    assertClose(
        parametersAfterAStep(decay, thresholdL2, "theta"), free.sub(start.mul(thresholdL2)));
    INDArray freeWeights = parametersAfterAStep(0, 0, "W");
    assertClose(parametersAfterAStep(0, thresholdL2, "W"), freeWeights);
    assertClose(
        parametersAfterAStep(decay, thresholdL2, "W"),
        freeWeights.sub(parametersBefore("W").mul(decay)));
    assertClose(parametersAfterAStep(decay, thresholdL2, "b"), parametersAfterAStep(0, 0, "b"));
  }

  @Test
  void countInTheScoreWithTheirOwnL2() {
    ComputationGraph graph = graph(0, 0.3);
    double norm = graph.getParam("l0_theta").norm2Number().doubleValue();
    assertThat(graph.getLayer("l0").calcRegularizationScore(true))
        .isCloseTo(0.5 * 0.3 * norm * norm, within(1e-6));
  }

  private static INDArray parametersBefore(String name) {
    return graph(0, 0).getParam("l0_" + name).dup();
  }

  private static INDArray parametersAfterAStep(double decay, double thresholdL2, String name) {
    ComputationGraph graph = graph(decay, thresholdL2);
    graph.fit(
        new DataSet(
            SmallGraphs.gaussian(DataType.DOUBLE, 1, 4, 2, 5, 5),
            SmallGraphs.labels(DataType.DOUBLE, 4)));
    return graph.getParam("l0_" + name);
  }

  private static ComputationGraph graph(double decay, double thresholdL2) {
    return SmallGraphs.of(
        DataType.DOUBLE,
        decay,
        InputType.convolutional(5, 5, 2),
        new Sgd(1.0),
        new ConvReLU.Builder()
            .nOut(3)
            .thresholdInit(ThresholdInit.RANDOM)
            .thresholdDeviation(0.4)
            .thresholdL2(thresholdL2)
            .biasInit(0.7)
            .build());
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-9);
  }

  private static double[] thresholds(ConvReLU.Builder builder) {
    ConvReLU.Builder sized = builder.getNOut() == 0 ? builder.nOut(4) : builder;
    INDArray theta =
        SmallGraphs.untrained(DataType.DOUBLE, WIDE, sized.build()).getParam("l0_theta");
    assertThat(theta.shape()).containsExactly(700, 3, 3);
    return theta.reshape(theta.length()).toDoubleVector();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }
}
