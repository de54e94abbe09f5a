package io.convrelu.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.kernel.Activation;
import io.convrelu.nn.RunningStage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How weights start, and what that does to what passes through the network. */
class WeightInitTest {

  /** He et al. 2015: deviation √(2 / (inputs · kernel²)). */
  @ParameterizedTest
  @CsvSource({"stage2-conv1, 16", "stage3-conv1, 24", "stage3-conv2, 48"})
  void convolutionsOfImagesStartAsInHe(String layer, int inputs) {
    ComputationGraph graph =
        Zoo.network(Zoo.settings(NetworkName.CNN_SMALL), Zoo.fullShape(NetworkName.CNN_SMALL, 10));

    double expected = Math.sqrt(2.0 / (inputs * 9));

    assertThat(deviation(graph.getParam("trunk_" + layer + ".W")))
        .isCloseTo(expected, within(expected * 0.06));
  }

  @Test
  void textPassesTheNetworkWithoutFadingOrGrowing() {
    ExampleShape shape = new ExampleShape(70, 1, 200, 4);
    ComputationGraph graph = Zoo.network(Zoo.settings(NetworkName.CHAR_CNN_SMALL), shape);

    INDArray texts = Zoo.examples(shape, 4).getFeatures();
    Map<String, Double> squares = new LinkedHashMap<>();
    ((RunningStage) graph.getLayer("text"))
        .observe(
            texts,
            (unit, values, thresholds) -> {
              double sum = 0;
              for (float value : values) {
                sum += (double) value * value;
              }
              squares.merge(unit, sum / values.length / 4, Double::sum);
            });

    assertThat(squares.keySet()).startsWith("text-conv2").endsWith("text-dense2", "text-final");
    // Without dropout the last layers are some √2 smaller than in training.
    squares.forEach((unit, square) -> assertThat(Math.sqrt(square)).as(unit).isBetween(0.3, 2.0));
    assertThat(deviation(graph.outputSingle(texts))).as("no class preferred").isLessThan(0.1);
  }

  /** Deviation √(1 / (fan-in · mean square of what is read)). */
  @ParameterizedTest
  @CsvSource({"conv1, 0.143", "conv2, 0.000558", "conv3, 0.0013", "conv6, 0.0026"})
  void convolutionsOfTextStartSoThatTheirOutputsAreNearOne(String conv, double variance) {
    ComputationGraph graph =
        Zoo.network(
            Zoo.settings(NetworkName.CHAR_CNN_SMALL), Zoo.smallShape(NetworkName.CHAR_CNN_SMALL));

    double deviation = deviation(graph.getParam("text_" + conv + ".W"));

    assertThat(deviation * deviation).isCloseTo(variance, within(0.03 * variance));
  }

  @Test
  void theSameSeedStartsTheSameNetworkAndAnotherAnother() {
    NetworkSettings settings = Zoo.settings(NetworkName.CNN_SMALL);
    ExampleShape shape = Zoo.smallShape(NetworkName.CNN_SMALL);
    UpdateRule other = new UpdateRule(Zoo.RULE.updater(), 0, 0, Zoo.RULE.seed() + 1);

    INDArray one = Zoo.network(Networks.configure(settings, shape, Zoo.RULE)).params();

    assertThat(Zoo.network(Networks.configure(settings, shape, Zoo.RULE)).params()).isEqualTo(one);
    assertThat(Zoo.network(Networks.configure(settings, shape, other)).params()).isNotEqualTo(one);
  }

  /** With zero thresholds a ConvReLU network starts from the ReLU network's weights. */
  @Test
  void activationsThatDrawNothingLeaveTheWeightsOfASeedAlone() {
    ExampleShape shape = Zoo.smallShape(NetworkName.CNN_SMALL);
    ComputationGraph relu = Zoo.network(Zoo.settings(NetworkName.CNN_SMALL), shape);
    for (Activation activation : Activation.choices()) {
      ComputationGraph graph =
          Zoo.network(
              Zoo.settings(NetworkName.CNN_SMALL, activation, ReplacementStrategy.ALL), shape);

      relu.paramTable()
          .forEach((name, values) -> assertThat(graph.getParam(name)).as(name).isEqualTo(values));
    }
  }

  private static double deviation(INDArray values) {
    return values.stdNumber().doubleValue();
  }
}
