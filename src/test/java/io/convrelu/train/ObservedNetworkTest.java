package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.train.observed.ThresholdCounts;
import io.convrelu.train.observed.ThresholdLayout;
import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.NetworkSettings;
import io.convrelu.zoo.Networks;
import io.convrelu.zoo.ParameterPairs;
import io.convrelu.zoo.UpdateRule;
import io.convrelu.zoo.plain.PlainNetworks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** What is seen of networks of every kind is what plain arithmetic says. */
class ObservedNetworkTest {

  private static final UpdateRule RULE = new UpdateRule(new Sgd(0.1), 0, 0, 4);
  private static final int EXAMPLES = 5;

  /**
   * Ending in global means, in a map that is flattened, in maxima of one pixel, in a dense layer.
   */
  @ParameterizedTest
  @CsvSource({
    "densenet-40,    3, 8,  8,   20, 32",
    "cnn-small,      3, 32, 32, 768, 768",
    "cnn-small,      1, 8,  8,   48, 48",
    "char-cnn-small, 70, 1, 123, 1024, 1024"
  })
  void theClassifierReadsAsManyZerosAsItsPlainTwin(
      String name, int channels, int height, int width, int least, int most) {
    ExampleShape shape = new ExampleShape(channels, height, width, 3);
    NetworkSettings settings =
        settings("network.name=" + name, "network.depth=1", "network.growth=4");
    ComputationGraph fused = network(Networks.configure(settings, shape, RULE, DataType.DOUBLE));
    ComputationGraph plain =
        network(PlainNetworks.configure(settings, shape, RULE, DataType.DOUBLE));
    killSomeChannels(fused);
    ParameterPairs.of(fused, plain).copy(fused, plain);
    INDArray input = examples(shape);

    ActivityProbe probe = ActivityProbe.of(fused);
    Map<String, INDArray> activations = fused.feedForward(new INDArray[] {input}, false, true);
    probe.add(activations);

    double[][] read = classifierInput(plain, input);
    assertThat(read[0].length).isBetween(least, most);
    assertThat(probabilities(plain, read[0]))
        .as("what was read explains what came out")
        .containsExactly(
            activations.get("output").getRow(0).dup('c').data().asDouble(), within(1e-9));
    long zeros = 0;
    for (double[] example : read) {
      for (double value : example) {
        zeros += value == 0 ? 1 : 0;
      }
    }
    assertThat(probe.classifier()).isEqualTo(new Sparsity(zeros, (long) EXAMPLES * read[0].length));
    assertThat(probe.classifier().share()).isBetween(0.02, 0.98);
  }

  @Test
  void whoLooksAtNothingKnowsNothing() {
    assertThat(ActivityProbe.NONE.watches()).isFalse();
    assertThat(ActivityProbe.NONE.classifier().share()).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "densenet-40, conv-relu, 3, 8, 8",
    "resnet-18, ada-relu, 3, 8, 8",
    "cnn-small, conv-relu, 3, 8, 8",
    "char-cnn-small, conv-relu, 70, 1, 123",
    "cnn-small, relu, 3, 8, 8"
  })
  void thresholdsAreCountedLayerByLayer(
      String name, String activation, int channels, int height, int width) {
    NetworkSettings settings =
        settings(
            "network.name=" + name,
            "network.depth=2",
            "network.growth=4",
            "activation.name=" + activation,
            "activation.strategy=all",
            "activation.threshold-init=random");
    ComputationGraph network =
        network(
            Networks.configure(
                settings, new ExampleShape(channels, height, width, 3), RULE, DataType.FLOAT));
    Map<String, float[]> expected = new LinkedHashMap<>();
    network
        .paramTable()
        .forEach(
            (key, values) -> {
              if (key.endsWith("theta")) {
                // block1_layer2-conv.theta
                String unit = key.substring(0, key.length() - ".theta".length());
                expected.put(unit.replaceFirst("_", "-"), values.dup('c').data().asFloat());
              }
            });

    Map<String, ThresholdCounts> counts =
        ThresholdLayout.of(network).count(network.params().dup().data().asFloat());

    assertThat(counts.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach(
        (layer, values) -> {
          ThresholdCounts found = counts.get(layer);
          long[] plain = new long[ThresholdCounts.BINS];
          double width2 = 2 * found.range() / ThresholdCounts.BINS;
          for (float value : values) {
            plain[(int) Math.floor((value + found.range()) / width2)]++;
          }
          assertThat(found.counts().stream().mapToLong(Long::longValue).toArray())
              .as(layer)
              .isEqualTo(plain);
        });
    assertThat(counts.isEmpty()).isEqualTo(activation.equals("relu"));
  }

  private static NetworkSettings settings(String... all) {
    return NetworkSettings.read(new SettingsReader(Settings.EMPTY.with(List.of(all))));
  }

  private static ComputationGraph network(ComputationGraphConfiguration configuration) {
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

  /** By batch normalization's shift: their ReLU is 0 everywhere. */
  private static void killSomeChannels(ComputationGraph network) {
    SplittableRandom random = new SplittableRandom(9);
    network
        .paramTable()
        .forEach(
            (key, values) -> {
              for (long i = 0; key.endsWith("beta") && i < values.length(); i++) {
                values.putScalar(i, random.nextInt(3) == 0 ? -9 : 0.1);
              }
            });
  }

  /** Noise, or for texts a character at every position. */
  private static INDArray examples(ExampleShape shape) {
    INDArray examples =
        Nd4j.zeros(DataType.DOUBLE, EXAMPLES, shape.channels(), shape.height(), shape.width());
    SplittableRandom random = new SplittableRandom(8);
    for (int n = 0; n < EXAMPLES; n++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          if (shape.height() == 1) {
            examples.putScalar(new int[] {n, random.nextInt(shape.channels()), y, x}, 1);
          } else {
            for (int c = 0; c < shape.channels(); c++) {
              examples.putScalar(new int[] {n, c, y, x}, 2 * random.nextDouble() - 1);
            }
          }
        }
      }
    }
    return examples;
  }

  private static double[][] classifierInput(ComputationGraph plain, INDArray input) {
    String features = plain.getConfiguration().getVertexInputs().get("output").get(0);
    INDArray read = plain.feedForward(new INDArray[] {input}, false, true).get(features);
    return read.dup('c').reshape('c', EXAMPLES, -1).toDoubleMatrix();
  }

  /** Softmax of one dense layer. */
  private static double[] probabilities(ComputationGraph plain, double[] read) {
    INDArray weights = plain.getParam("output_W");
    INDArray bias = plain.getParam("output_b");
    double[] result = new double[(int) bias.length()];
    double sum = 0;
    for (int c = 0; c < result.length; c++) {
      double logit = bias.getDouble(c);
      for (int i = 0; i < read.length; i++) {
        logit += read[i] * weights.getDouble(i, c);
      }
      result[c] = Math.exp(logit);
      sum += result[c];
    }
    for (int c = 0; c < result.length; c++) {
      result[c] /= sum;
    }
    return result;
  }
}
