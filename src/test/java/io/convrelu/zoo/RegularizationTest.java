package io.convrelu.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.kernel.Activation;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.regularization.L2Regularization;

/** Weight decay reaches weights, threshold L2 reaches thresholds, and neither anything else. */
class RegularizationTest {

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"CONV_RELU", "ADA_RELU", "PRELU"})
  void eachCoefficientReachesItsOwn(Activation activation) {
    NetworkSettings settings =
        Zoo.settings(NetworkName.CHAR_CNN_SMALL, activation, ReplacementStrategy.ALL);
    NetworkSettings normalized =
        Zoo.settings(NetworkName.CNN_SMALL, activation, ReplacementStrategy.ALL);
    UpdateRule rule = new UpdateRule(new Nesterovs(0.1, 0.9), 0.5, 0.25, 1);
    Set<String> seen = new TreeSet<>();
    for (NetworkSettings each : new NetworkSettings[] {settings, normalized}) {
      ComputationGraph graph =
          Zoo.network(Networks.configure(each, Zoo.smallShape(each.name()), rule));
      for (Layer layer : graph.getLayers()) {
        for (String name : layer.paramTable().keySet()) {
          String role = name.substring(name.lastIndexOf('.') + 1);
          seen.add(role + " " + coefficient(layer, name).map(String::valueOf).orElse("free"));
        }
      }
    }

    assertThat(seen).contains("W 0.5", "b free", "beta free", "gamma free", "mean free");
    if (activation == Activation.PRELU) {
      assertThat(seen).contains("slope free");
    } else {
      assertThat(seen).contains("theta 0.25");
    }
    assertThat(seen).filteredOn(s -> !s.endsWith("free")).isSubsetOf("W 0.5", "theta 0.25");
  }

  private static Optional<Double> coefficient(Layer layer, String name) {
    return Optional.ofNullable(layer.conf().getLayer().getRegularizationByParam(name))
        .flatMap(list -> list.stream().findFirst())
        .map(r -> ((L2Regularization) r).getL2().valueAt(0, 0));
  }
}
