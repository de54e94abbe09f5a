package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.kernel.Activation;
import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.NetworkSettings;
import io.convrelu.zoo.Networks;
import io.convrelu.zoo.ParameterPairs;
import io.convrelu.zoo.UpdateRule;
import io.convrelu.zoo.plain.PlainNetworks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** What training looks for inside of a network, it finds inside of fused stages too. */
class FusedStagesTest {

  private static final ExampleShape SHAPE = new ExampleShape(3, 8, 8, 3);
  private static final UpdateRule RULE = new UpdateRule(new Sgd(0.1), 0, 0, 4);

  private static NetworkSettings settings(String... more) {
    Settings settings =
        Settings.EMPTY.with(
            List.of(
                "network.name=densenet-40",
                "network.depth=2",
                "network.growth=4",
                "activation.strategy=all",
                "activation.threshold-init=random",
                "activation.threshold-deviation=0.5"));
    SettingsReader reader = new SettingsReader(settings.with(List.of(more)));
    return NetworkSettings.read(reader);
  }

  private static ComputationGraph network(ComputationGraphConfiguration configuration) {
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

  private static ComputationGraph fused(DataType type, String... more) {
    return network(Networks.configure(settings(more), SHAPE, RULE, type));
  }

  private static INDArray images(DataType type) {
    Random random = Nd4j.getRandomFactory().getNewRandomInstance(6);
    return Nd4j.randn(random, 3, SHAPE.channels(), SHAPE.height(), SHAPE.width()).castTo(type);
  }

  private static Map<String, Double> dead(ComputationGraph network, INDArray images) {
    ActivityProbe probe = ActivityProbe.of(network);
    assertThat(probe.watches()).isTrue();
    probe.add(network.feedForward(new INDArray[] {images}, false, true));
    return probe.result().deadShares();
  }

  /** Units by batch normalization's shift of −1.5: about half of the values of three examples. */
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void deadUnitsAreThoseOfPlainLayers(DataType type) {
    for (String activation : List.of("relu", "prelu", "elu", "ada-relu", "conv-relu")) {
      String choice = "activation.name=" + activation;
      ComputationGraph fused = fused(type, choice);
      ComputationGraph plain =
          network(PlainNetworks.configure(settings(choice), SHAPE, RULE, type));
      fused
          .paramTable()
          .forEach(
              (name, values) -> {
                if (name.endsWith("beta")) {
                  values.assign(-1.5);
                } else if (name.endsWith("slope")) {
                  // A value below the threshold may come out above 0.
                  values.assign(-0.5);
                }
              });
      ParameterPairs.of(fused, plain).copy(fused, plain);

      Map<String, Double> inside = dead(fused, images(type));

      assertThat(inside.keySet())
          .containsExactly(
              "block1-layer1-conv",
              "block1-layer2-conv",
              "block1-transition",
              "block2-layer1-conv",
              "block2-layer2-conv",
              "block2-transition",
              "block3-layer1-conv",
              "block3-layer2-conv",
              "block3-final");
      double[] shares = shares(inside);
      assertThat(shares)
          .as(activation)
          .containsExactly(plainShares(plain, fused, inside.keySet(), images(type)), within(5e-3));
      assertThat(DoubleStream.of(shares).average().orElseThrow()).isBetween(0.1, 0.95);
    }
  }

  private static double[] shares(Map<String, Double> dead) {
    return dead.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Of what the plain twin's batch normalization hands to activations, in their order. */
  private static double[] plainShares(
      ComputationGraph plain, ComputationGraph fused, Set<String> units, INDArray images) {
    Map<String, INDArray> activations = plain.feedForward(new INDArray[] {images}, false, true);
    List<INDArray> read =
        plain.getConfiguration().getVertices().keySet().stream()
            .filter(vertex -> vertex.endsWith("-bn"))
            .map(activations::get)
            .toList();
    double[] shares = new double[units.size()];
    int at = 0;
    for (String unit : units) {
      INDArray theta = fused.paramTable().get(unit.replaceFirst("-", "_") + ".theta");
      INDArray values = read.get(at).dup('c');
      if (theta != null) {
        INDArray smallest = theta.dup('c').reshape('c', theta.size(0), -1).min(1);
        values.subi(
            smallest.castTo(values.dataType()).reshape(1, -1, 1, 1).broadcast(values.shape()));
      }
      INDArray largest = values.max(0);
      shares[at++] = 1 - largest.gt(0).castTo(DataType.DOUBLE).meanNumber().doubleValue();
    }
    return shares;
  }

  @Test
  void thresholdsOfAllUnitsAreFound() {
    ComputationGraph network = fused(DataType.FLOAT, "activation.name=conv-relu");
    ModelState state =
        new ModelState(
            network.getConfiguration().toJson(),
            network.params().dup().data().asFloat(),
            new float[0]);

    // Channels read: 16, 20; 24; 24, 28; 32; 32, 36, nine positions but at transitions.
    assertThat(state.thresholds())
        .hasSize(9 * (16 + 20 + 24 + 28 + 32 + 36) + 24 + 32)
        .startsWith(network.getParam("block1_layer1-conv.theta").dup('c').data().asFloat());
  }

  @ParameterizedTest
  @CsvSource({
    "block2_layer1-conv.W,     NaN,  block2-layer1-conv",
    "block3_final.var,         NaN,  block3-final",
    "block1_transition.gamma,  NaN,  block1-transition",
    // Finite themselves, but too large for what reads their products.
    "block1_layer1-conv.W,     3e38, block1-layer2-conv",
    "block2_layer2-conv.gamma, 3e38, block2-layer2-conv",
    "output_b,                 NaN,  output",
  })
  void whatIsNotFiniteIsNamedByItsUnit(String parameter, float value, String place) {
    ComputationGraph network = fused(DataType.FLOAT, "activation.name=elu");
    assertThat(NonFiniteLayer.find(network, images(DataType.FLOAT))).isEqualTo("output");

    network.getParam(parameter).assign(value);

    assertThat(NonFiniteLayer.find(network, images(DataType.FLOAT))).isEqualTo(place);
  }

  /** max(NaN, θ) may be θ; then a diverged network would predict with confidence. */
  @ParameterizedTest
  @EnumSource(value = Activation.class, mode = EnumSource.Mode.EXCLUDE, names = "IDENTITY")
  void aNaNIsNotHidden(Activation activation) {
    ComputationGraph network =
        fused(DataType.FLOAT, "activation.name=" + SettingsReader.kebab(activation));
    INDArray images = images(DataType.FLOAT);
    images.putScalar(new int[] {0, 1, 4, 4}, Float.NaN);

    assertThat(network.outputSingle(images).getFloat(0, 0)).isNaN();
    assertThat(network.outputSingle(true, images).getFloat(0, 0)).isNaN();
  }
}
