package io.convrelu.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Shapes that a network cannot read are refused before anything is built. */
class ShapeRefusalTest {

  @ParameterizedTest
  @CsvSource({
    "CNN_SMALL,      3,  7,  8,    height and width of 8 or more",
    "CNN_SMALL,      70, 1,  1014, reads images, not text",
    "DENSENET_40,    3,  8,  7,    height and width of 8 or more",
    "DENSENET_CIFAR, 3,  15, 16,   height and width of 16 or more",
    "VGG_16,         3,  28, 28,   height and width of 32 or more",
    "RESNET_18,      3,  7,  7,    height and width of 8 or more",
    "CHAR_CNN_SMALL, 3,  32, 32,   'reads text, not images; allowed: [N, 70, 1, length]'",
    "CHAR_CNN_SMALL, 70, 1,  122,  123 or more characters",
    "CHAR_CNN_LARGE, 69, 1,  1014, 'allowed: [N, 70, 1, length]'",
  })
  void namesKeyPlaceAndWhatIsAllowed(
      NetworkName network, int channels, int height, int width, String allowed) {
    ExampleShape shape = new ExampleShape(channels, height, width, 10);

    assertThatThrownBy(() -> Networks.configure(Zoo.settings(network), shape, Zoo.RULE))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .satisfies(
                        problem -> {
                          assertThat(problem.key()).isEqualTo("network.name");
                          assertThat(problem.place())
                              .isEqualTo("examples of " + channels + "x" + height + "x" + width);
                          assertThat(problem.message()).contains("allowed: ", allowed);
                        }));
  }

  @ParameterizedTest
  @EnumSource(NetworkName.class)
  void theSmallestAllowedShapeIsBuilt(NetworkName network) {
    assertThatCode(
            () -> Networks.configure(Zoo.settings(network), Zoo.smallShape(network), Zoo.RULE))
        .doesNotThrowAnyException();
  }

  @Test
  void imagesOf64PixelsEnterADenseNetAtStride2() {
    ExampleShape large = new ExampleShape(3, 64, 64, 200);
    ExampleShape odd = new ExampleShape(1, 28, 28, 10);
    NetworkSettings settings = Zoo.settings(NetworkName.DENSENET_40);

    assertThat(stem(settings, large)).endsWith(32L, 32L);
    assertThat(stem(settings, odd)).endsWith(28L, 28L);
  }

  private static java.util.List<Long> stem(NetworkSettings settings, ExampleShape shape) {
    return NetworkSummary.of(Networks.configure(settings, shape, Zoo.RULE), shape)
        .layers()
        .get(0)
        .output();
  }
}
