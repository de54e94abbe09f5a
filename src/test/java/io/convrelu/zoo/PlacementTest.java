package io.convrelu.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.SettingsReader;
import io.convrelu.kernel.Activation;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which layers a replacement strategy changes. */
class PlacementTest {

  @Test
  void cnnSmall() {
    assertThat(convReLU(NetworkName.CNN_SMALL, ReplacementStrategy.FIRST))
        .containsExactly("trunk-stage2-conv1");
    assertThat(convReLU(NetworkName.CNN_SMALL, ReplacementStrategy.LAST))
        .containsExactly("trunk-stage3-conv2");
    assertThat(convReLU(NetworkName.CNN_SMALL, ReplacementStrategy.ALL))
        .containsExactly("trunk-stage2-conv1", "trunk-stage3-conv1", "trunk-stage3-conv2");
  }

  @Test
  void densenet40() {
    assertThat(convReLU(NetworkName.DENSENET_40, ReplacementStrategy.FIRST))
        .containsExactlyElementsOf(blockConvolutions(1));
    assertThat(convReLU(NetworkName.DENSENET_40, ReplacementStrategy.LAST))
        .containsExactlyElementsOf(blockConvolutions(3));
    assertThat(convReLU(NetworkName.DENSENET_40, ReplacementStrategy.ALL))
        .containsExactlyElementsOf(
            Stream.of(
                    blockConvolutions(1),
                    List.of("block1-transition"),
                    blockConvolutions(2),
                    List.of("block2-transition"),
                    blockConvolutions(3))
                .flatMap(List::stream)
                .toList());
  }

  @Test
  void densenetCifar() {
    assertThat(convReLU(NetworkName.DENSENET_CIFAR, ReplacementStrategy.FIRST))
        .hasSize(12)
        .startsWith("block1-layer1-conv1", "block1-layer1-conv2", "block1-layer2-conv1")
        .allMatch(name -> name.startsWith("block1-layer"));
    assertThat(convReLU(NetworkName.DENSENET_CIFAR, ReplacementStrategy.LAST))
        .hasSize(32)
        .allMatch(name -> name.startsWith("block4-layer"));
    assertThat(convReLU(NetworkName.DENSENET_CIFAR, ReplacementStrategy.ALL))
        .hasSize(119)
        .contains("block1-transition", "block2-transition", "block3-transition");
  }

  @Test
  void charCnn() {
    assertThat(convReLU(NetworkName.CHAR_CNN_SMALL, ReplacementStrategy.FIRST))
        .containsExactly("text-conv2", "text-conv3");
    assertThat(convReLU(NetworkName.CHAR_CNN_SMALL, ReplacementStrategy.LAST))
        .containsExactly("text-conv6", "text-dense1");
    assertThat(convReLU(NetworkName.CHAR_CNN_LARGE, ReplacementStrategy.ALL))
        .containsExactly(
            "text-conv2",
            "text-conv3",
            "text-conv4",
            "text-conv5",
            "text-conv6",
            "text-dense1",
            "text-dense2");
  }

  @Test
  void vgg16() {
    assertThat(convReLU(NetworkName.VGG_16, ReplacementStrategy.FIRST))
        .containsExactly("trunk-stage1-conv2", "trunk-stage2-conv1");
    assertThat(convReLU(NetworkName.VGG_16, ReplacementStrategy.LAST))
        .containsExactly("trunk-stage5-conv2", "trunk-stage5-conv3");
    assertThat(convReLU(NetworkName.VGG_16, ReplacementStrategy.ALL)).hasSize(12);
  }

  @Test
  void resnet18GivesWhatSeveralReadersShareAThresholdAChannel() {
    assertThat(convReLU(NetworkName.RESNET_18, ReplacementStrategy.FIRST))
        .containsExactly(
            "trunk-stem-act",
            "trunk-stage1-block1-conv2",
            "trunk-stage1-block1-sum",
            "trunk-stage1-block2-conv2",
            "trunk-stage1-block2-sum");
    assertThat(convReLU(NetworkName.RESNET_18, ReplacementStrategy.LAST))
        .containsExactly(
            "trunk-stage4-block1-conv2", "trunk-stage4-block1-sum", "trunk-stage4-block2-conv2");
    LayerSummary stem =
        summary(NetworkName.RESNET_18, Activation.CONV_RELU, ReplacementStrategy.FIRST)
            .layers()
            .stream()
            .filter(layer -> layer.name().equals("trunk-stem-act"))
            .findFirst()
            .orElseThrow();
    assertThat(stem.thresholds()).isEqualTo(64);
    assertThat(stem.activation()).isEqualTo("ada-relu per channel");
  }

  @Test
  void resnet9AndWideResNet() {
    assertThat(convReLU(NetworkName.RESNET_9, ReplacementStrategy.FIRST))
        .containsExactly(
            "trunk-layer1", "trunk-layer1-pool", "trunk-residual1-conv2", "trunk-residual1-act");
    assertThat(convReLU(NetworkName.RESNET_9, ReplacementStrategy.LAST))
        .containsExactly("trunk-layer3-pool", "trunk-residual2-conv2");
    assertThat(convReLU(NetworkName.RESNET_9, ReplacementStrategy.ALL)).hasSize(7);
    assertThat(convReLU(NetworkName.WIDE_RESNET, ReplacementStrategy.FIRST))
        .containsExactly(
            "trunk-group1-block1-act",
            "trunk-group1-block1-conv2",
            "trunk-group1-block2-conv1",
            "trunk-group1-block2-conv2");
    assertThat(convReLU(NetworkName.WIDE_RESNET, ReplacementStrategy.ALL)).hasSize(12);
  }

  /** A PReLU has a layer of its own wherever a strategy replaces; ConvReLU stands at its reader. */
  @ParameterizedTest
  @EnumSource(NetworkName.class)
  void everyActivationIsReplacedAtTheSamePlaces(NetworkName network) {
    for (ReplacementStrategy strategy : ReplacementStrategy.values()) {
      int places = convReLU(network, strategy).size();
      assertThat(layers(network, Activation.PRELU, strategy, layer -> layer.slopes() == 1))
          .hasSize(places);
      assertThat(layers(network, Activation.ADA_RELU, strategy, layer -> layer.thresholds() > 0))
          .hasSize(places);
      for (Activation fixed : List.of(Activation.LEAKY_RELU, Activation.ELU, Activation.SELU)) {
        String name = SettingsReader.kebab(fixed);
        assertThat(layers(network, fixed, strategy, layer -> layer.activation().equals(name)))
            .hasSize(places);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(NetworkName.class)
  void whatTheClassifierReadsStaysReLU(NetworkName network) {
    List<LayerSummary> layers =
        summary(network, Activation.CONV_RELU, ReplacementStrategy.ALL).layers();

    assertThat(layers.stream().filter(layer -> layer.activation().equals("relu"))).hasSize(1);
    assertThat(layers).anyMatch(layer -> layer.activation().equals("softmax"));
  }

  private static List<String> blockConvolutions(int block) {
    return IntStream.rangeClosed(1, 12)
        .mapToObj(layer -> "block" + block + "-layer" + layer + "-conv")
        .toList();
  }

  private static List<String> convReLU(NetworkName network, ReplacementStrategy strategy) {
    return layers(network, Activation.CONV_RELU, strategy, layer -> layer.thresholds() > 0);
  }

  private static List<String> layers(
      NetworkName network,
      Activation activation,
      ReplacementStrategy strategy,
      Predicate<LayerSummary> filter) {
    return summary(network, activation, strategy).layers().stream()
        .filter(filter)
        .map(LayerSummary::name)
        .toList();
  }

  private static NetworkSummary summary(
      NetworkName network, Activation activation, ReplacementStrategy strategy) {
    ExampleShape shape = Zoo.fullShape(network, 10);
    return NetworkSummary.of(
        Networks.configure(Zoo.settings(network, activation, strategy), shape, Zoo.RULE), shape);
  }
}
