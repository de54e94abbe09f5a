package io.convrelu.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.train.averaging.StatisticsBlock.Spread;
import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.NetworkSettings;
import io.convrelu.zoo.Networks;
import io.convrelu.zoo.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Every parameter is given its own index as its value; then the layers are asked. */
class StatisticsLayoutTest {

  @ParameterizedTest
  @ValueSource(strings = {"cnn-small", "densenet-40", "resnet-18"})
  void findsThoseOfFusedStages(String name) {
    SettingsReader reader =
        new SettingsReader(
            Settings.EMPTY.with(
                List.of("network.name=" + name, "network.depth=2", "activation.name=conv-relu")));
    ComputationGraph network =
        network(
            Networks.configure(
                NetworkSettings.read(reader),
                new ExampleShape(3, 8, 8, 3),
                new UpdateRule(new Sgd(0.1), 0, 0, 7)));

    List<StatisticsBlock> blocks = StatisticsLayout.of(network).blocks();

    assertThat(blocks).hasSizeGreaterThan(3);
    assertThat(blocks).containsExactlyInAnyOrderElementsOf(asked(network));
  }

  @Test
  void findsThoseOfLayersOfTheirOwnInAnyOrderOfVertices() {
    ComputationGraph network =
        network(
            new NeuralNetConfiguration.Builder()
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(4, 4, 2))
                // Added last to first, so that topological order is not that of the builder.
                .addLayer("output", new OutputLayer.Builder().nOut(3).build(), "own")
                .addLayer("own", new BatchNormalization.Builder().useLogStd(false).build(), "sum")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "log", "plain")
                .addLayer("plain", new BatchNormalization.Builder().useLogStd(false).build(), "b")
                .addLayer("log", new BatchNormalization.Builder().useLogStd(true).build(), "a")
                .addLayer("b", convolution(), "input")
                .addLayer("a", convolution(), "input")
                .setOutputs("output")
                .build());

    List<StatisticsBlock> blocks = StatisticsLayout.of(network).blocks();

    assertThat(blocks).hasSize(3).containsExactlyInAnyOrderElementsOf(asked(network));
    assertThat(blocks)
        .extracting(StatisticsBlock::kind)
        .containsExactlyInAnyOrder(Spread.VARIANCE, Spread.VARIANCE, Spread.LOG10_DEVIATION);
    assertThat(StatisticsAveraging.POOLED.of(network).pooled().blocks()).isEqualTo(blocks);
    assertThat(StatisticsAveraging.ARITHMETIC.of(network).pooled().blocks()).isEmpty();
  }

  @Test
  void blocksAreInTheParametersAndDoNotOverlap() {
    assertThatThrownBy(() -> new StatisticsBlock(-1, 4, 2, Spread.VARIANCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StatisticsBlock(3, 4, 2, Spread.VARIANCE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ConvolutionLayer convolution() {
    return new ConvolutionLayer.Builder(1, 1).nOut(5).activation(Activation.IDENTITY).build();
  }

  private static ComputationGraph network(ComputationGraphConfiguration configuration) {
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    INDArray parameters = network.params();
    assertThat(parameters.length()).isLessThan(1 << 24);
    network.setParams(Nd4j.arange(parameters.length()).reshape(parameters.shape()));
    return network;
  }

  /** What the layers say, by the names of their parameters. */
  private static List<StatisticsBlock> asked(ComputationGraph network) {
    List<StatisticsBlock> blocks = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      Map<String, INDArray> table = layer.paramTable();
      for (Map.Entry<String, INDArray> entry : table.entrySet()) {
        if (entry.getKey().equals("mean") || entry.getKey().endsWith(".mean")) {
          String prefix = entry.getKey().substring(0, entry.getKey().length() - "mean".length());
          Spread kind =
              table.containsKey(prefix + "var") ? Spread.VARIANCE : Spread.LOG10_DEVIATION;
          INDArray spread = table.get(prefix + (kind == Spread.VARIANCE ? "var" : "log10stdev"));
          float[] means = entry.getValue().dup().data().asFloat();
          blocks.add(new StatisticsBlock((int) means[0], spread.getInt(0), means.length, kind));
        }
      }
    }
    return blocks;
  }
}
