package io.convrelu.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.kernel.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameter counts against published numbers and numbers derived by hand. */
class ParameterCountTest {

  /** The paper's Table 6, and densenet_cifar's published count for 10 classes. */
  @ParameterizedTest
  @CsvSource({
    "RELU,       ALL,   100, 1035268, 0,    0",
    "LEAKY_RELU, FIRST, 100, 1035268, 0,    0",
    "LEAKY_RELU, ALL,   100, 1035268, 0,    0",
    "PRELU,      FIRST, 100, 1035280, 0,    12",
    "PRELU,      ALL,   100, 1035387, 0,    119",
    "CONV_RELU,  FIRST, 100, 1038184, 2916, 0",
    "RELU,       FIRST, 10,  1000618, 0,    0",
  })
  void densenetCifarHasThePapersCounts(
      Activation activation,
      ReplacementStrategy strategy,
      int classes,
      long parameters,
      long thresholds,
      long slopes) {
    NetworkSettings settings = Zoo.settings(NetworkName.DENSENET_CIFAR, activation, strategy);

    NetworkSummary summary = summary(settings, classes);

    assertThat(summary.parameters()).isEqualTo(parameters);
    assertThat(summary.thresholds()).isEqualTo(thresholds);
    assertThat(summary.slopes()).isEqualTo(slopes);
  }

  /** Huang et al. 2017, Table 2: 1.0 M for L = 40, k = 12. */
  @Test
  void densenet40() {
    long stem = 3 * 9 * 16;
    long blocks = 0;
    long channels = 16;
    for (int block = 0; block < 3; block++) {
      for (int layer = 0; layer < 12; layer++) {
        blocks += 2 * channels + channels * 9 * 12;
        channels += 12;
      }
      if (block < 2) {
        blocks += 2 * channels + channels * channels;
      }
    }
    long head = 2 * channels + channels * 10 + 10;
    assertThat(stem + blocks + head).isEqualTo(1_019_722);

    NetworkSummary summary = summary(Zoo.settings(NetworkName.DENSENET_40), 10);

    assertThat(summary.parameters()).isEqualTo(1_019_722);
  }

  @Test
  void densenet40FirstBlockHasAThresholdAChannelAndKernelPosition() {
    // Inputs of block 1: 16, 28, … 148 channels, 984 together.
    NetworkSettings settings =
        Zoo.settings(NetworkName.DENSENET_40, Activation.CONV_RELU, ReplacementStrategy.FIRST);

    assertThat(summary(settings, 10).thresholds()).isEqualTo(984 * 9);
  }

  /** The widely used CIFAR variants: ResNet-18 11,173,962; VGG-16 14,728,266 with 4,224 biases. */
  @ParameterizedTest
  @CsvSource({
    "RESNET_18, 10,  11173962",
    "RESNET_18, 100, 11220132",
    "VGG_16,    10,  14724042",
    "VGG_16,    100, 14770212",
  })
  void networksOfOthers(NetworkName network, int classes, long parameters) {
    assertThat(summary(Zoo.settings(network), classes).parameters()).isEqualTo(parameters);
  }

  /** Page 2018 has 6,573,120 parameters, his classifier being without biases. */
  @Test
  void resnet9() {
    assertThat(summary(Zoo.settings(NetworkName.RESNET_9), 10).parameters())
        .isEqualTo(6_573_120 + 10);
  }

  /** Zagoruyko and Komodakis 2016, Table 4: millions, to the digit given there. */
  @ParameterizedTest
  @CsvSource({"40, 1, 0.6", "40, 2, 2.2", "40, 4, 8.9", "16, 8, 11.0", "28, 10, 36.5"})
  void wideResNet(int depth, int width, double millions) {
    NetworkSettings settings =
        Zoo.settings(NetworkName.WIDE_RESNET, "network.depth=" + depth, "network.width=" + width);

    assertThat(summary(settings, 10).parameters() / 1e6).isCloseTo(millions, within(0.05));
  }

  @Test
  void aDepthThatWideResNetDoesNotHaveIsNamed() {
    assertThatThrownBy(() -> Zoo.settings(NetworkName.WIDE_RESNET, "network.depth=18"))
        .hasMessageContaining("network.depth")
        .hasMessageContaining("6·n + 4");
  }

  /** Zhang, Zhao and LeCun 2015: layer by layer, with biases. */
  @ParameterizedTest
  @CsvSource({"CHAR_CNN_SMALL, 256, 1024", "CHAR_CNN_LARGE, 1024, 2048"})
  void charCnn(NetworkName network, long features, long dense) {
    long convolutions =
        (70 * 7 + 1) * features + (features * 7 + 1) * features + 4 * (features * 3 + 1) * features;
    long denseLayers = (features * 34 + 1) * dense + (dense + 1) * dense + (dense + 1) * 4;

    NetworkSummary summary = summary(Zoo.settings(network), 4);

    assertThat(summary.parameters()).isEqualTo(convolutions + denseLayers);
  }

  @Test
  void cnnSmall() {
    long convolutions = 9 * (3 * 16 + 16 * 24 + 24 * 48 + 48 * 48);
    long norms = 2 * (16 + 24 + 48 + 48);
    long classifier = (48 * 4 * 4 + 1) * 10;

    NetworkSummary summary = summary(Zoo.settings(NetworkName.CNN_SMALL), 10);

    assertThat(summary.parameters()).isEqualTo(convolutions + norms + classifier);
    // Forward and backward are about three forward passes.
    assertThat(3 * summary.flops()).isLessThan(20_000_000);
  }

  private static NetworkSummary summary(NetworkSettings settings, int classes) {
    ExampleShape shape = Zoo.fullShape(settings.name(), classes);
    return NetworkSummary.of(Networks.configure(settings, shape, Zoo.RULE), shape);
  }
}
