package io.convrelu.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.SettingsReader;
import io.convrelu.kernel.Activation;
import io.convrelu.nn.ThresholdInit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Every network with every activation, strategy and threshold initialization. */
class EveryChoiceTest {

  /** Networks small enough to train a step with each choice. */
  private static final List<NetworkName> QUICK =
      List.of(NetworkName.CNN_SMALL, NetworkName.DENSENET_40);

  @ParameterizedTest
  @EnumSource(NetworkName.class)
  void itsConfigurationComesBackFromJson(NetworkName network) {
    for (Activation activation : Activation.choices()) {
      for (ReplacementStrategy strategy : ReplacementStrategy.values()) {
        ComputationGraphConfiguration configuration =
            Networks.configure(
                Zoo.settings(network, activation, strategy, depth(network)),
                Zoo.smallShape(network),
                Zoo.RULE);

        assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
            .isEqualTo(configuration);
        assertThat(configuration.getDataType()).isEqualTo(DataType.FLOAT);
        assertThat(configuration.getNetworkInputs()).containsExactly("input");
        assertThat(configuration.getNetworkOutputs()).containsExactly("output");
      }
    }
  }

  static Stream<Arguments> choices() {
    List<Arguments> choices = new ArrayList<>();
    for (NetworkName network : NetworkName.values()) {
      for (Activation activation : Activation.choices()) {
        for (ReplacementStrategy strategy : ReplacementStrategy.values()) {
          boolean heaviest =
              activation == Activation.CONV_RELU && strategy == ReplacementStrategy.ALL;
          if (QUICK.contains(network) || heaviest) {
            choices.add(Arguments.of(network, activation, strategy));
          }
        }
      }
    }
    return choices.stream();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void aStepOfTrainingChangesEveryKindOfParameterAndStaysFinite(
      NetworkName network, Activation activation, ReplacementStrategy strategy) {
    NetworkSettings settings =
        Zoo.settings(network, activation, strategy, depth(network), "network.growth=4");
    ExampleShape shape = Zoo.smallShape(network);
    ComputationGraph graph = Zoo.network(Networks.configure(settings, shape, Zoo.RULE));
    INDArray before = graph.params().dup();
    DataSet examples = Zoo.examples(shape, 2);

    graph.fit(
        new DataSet(
            examples.getFeatures().castTo(DataType.FLOAT),
            examples.getLabels().castTo(DataType.FLOAT)));

    assertThat(graph.score()).isFinite().isPositive();
    assertThat(graph.params().sumNumber().doubleValue()).isFinite();
    assertThat(graph.params().equalsWithEps(before, 0)).isFalse();
    String trained =
        switch (activation) {
          case CONV_RELU, ADA_RELU -> "theta";
          case PRELU -> "slope";
          default -> "W";
        };
    assertThat(graph.paramTable().keySet()).anyMatch(key -> key.endsWith(trained));
    ComputationGraph fresh = Zoo.network(Networks.configure(settings, shape, Zoo.RULE));
    assertThat(graph.paramTable().entrySet().stream().filter(e -> e.getKey().endsWith(trained)))
        .anyMatch(e -> !e.getValue().equalsWithEps(fresh.getParam(e.getKey()), 0));
  }

  @ParameterizedTest
  @EnumSource(ThresholdInit.class)
  void thresholdsStartAsAsked(ThresholdInit init) {
    ComputationGraph graph =
        Zoo.network(
            Zoo.settings(
                NetworkName.CNN_SMALL,
                Activation.CONV_RELU,
                ReplacementStrategy.ALL,
                "activation.threshold-init=" + SettingsReader.kebab(init),
                "activation.threshold-deviation=0.5"),
            Zoo.smallShape(NetworkName.CNN_SMALL));
    double[] thresholds = graph.getParam("trunk_stage3-conv2.theta").dup().data().asDouble();
    double rms = Math.sqrt(Arrays.stream(thresholds).map(t -> t * t).average().orElseThrow());

    switch (init) {
      case ZERO -> assertThat(rms).isZero();
      case RANDOM -> assertThat(rms).isBetween(0.45, 0.55);
        // Variance 2 / (48 + 48).
      case GLOROT ->
          assertThat(rms).isBetween(0.9 * Math.sqrt(2.0 / 96), 1.1 * Math.sqrt(2.0 / 96));
    }
  }

  @ParameterizedTest
  @EnumSource(value = NetworkName.class, mode = EnumSource.Mode.EXCLUDE, names = "CHAR_CNN_LARGE")
  void zeroThresholdsComputeWhatReLUComputes(NetworkName network) {
    ExampleShape shape = Zoo.smallShape(network);
    String[] small = {depth(network), "network.growth=4"};
    ComputationGraph relu =
        Zoo.network(Zoo.settings(network, Activation.RELU, ReplacementStrategy.ALL, small), shape);
    INDArray x = Zoo.examples(shape, 2).getFeatures();
    INDArray expected = relu.outputSingle(x);

    for (Activation activation : List.of(Activation.CONV_RELU, Activation.ADA_RELU)) {
      ComputationGraph thresholds =
          Zoo.network(Zoo.settings(network, activation, ReplacementStrategy.ALL, small), shape);
      thresholds
          .paramTable()
          .forEach(
              (name, values) -> {
                if (name.endsWith("theta")) {
                  assertThat(values.maxNumber().doubleValue()).isZero();
                  values.assign(0);
                } else {
                  values.assign(relu.getParam(name));
                }
              });

      INDArray actual = thresholds.outputSingle(x);

      assertThat(actual.equalsWithEps(expected, 1e-12)).as("%s", activation).isTrue();
    }
    assertThat(expected.std(0).maxNumber().doubleValue()).isGreaterThan(1e-9);
    assertThat(Nd4j.vstack(expected.sum(1)).sub(1).maxNumber().doubleValue()).isLessThan(1e-12);
  }

  @ParameterizedTest
  @EnumSource(
      value = NetworkName.class,
      names = {"CNN_SMALL", "DENSENET_40"})
  void otherThresholdsComputeSomethingElse(NetworkName network) {
    ExampleShape shape = Zoo.smallShape(network);
    ComputationGraph graph =
        Zoo.network(
            Zoo.settings(network, Activation.CONV_RELU, ReplacementStrategy.FIRST, depth(network)),
            shape);
    INDArray x = Zoo.examples(shape, 2).getFeatures();
    INDArray before = graph.outputSingle(x).dup();

    graph
        .paramTable()
        .forEach(
            (name, values) -> {
              if (name.endsWith("theta")) {
                values.assign(0.3);
              }
            });

    assertThat(graph.outputSingle(x).equalsWithEps(before, 1e-6)).isFalse();
  }

  private static String depth(NetworkName network) {
    return "network.depth=" + (network == NetworkName.WIDE_RESNET ? 10 : 2);
  }
}
