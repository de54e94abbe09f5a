package io.convrelu.train.averaging;

import static io.convrelu.train.averaging.ParameterAverage.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterAverageTest {

  @Test
  void weighsByExamplesSeen() {
    float[] mean =
        PLAIN.average(List.of(new float[] {1, 10}, new float[] {5, 20}), List.of(300L, 100L));

    assertThat(mean).containsExactly(2f, 12.5f);
  }

  @Test
  void oneWorkerIsItselfBitForBit() {
    float[] odd = {0.1f, Float.MIN_VALUE, -1e38f, -0f};

    assertThat(PLAIN.average(List.of(odd), List.of(7L))).containsExactly(odd);
  }

  @Test
  void equalWorkersStayEqualBitForBit() {
    float[] odd = {0.1f, 1 / 3f, -1e38f, 1e-38f};

    assertThat(PLAIN.average(List.of(odd, odd, odd), List.of(5L, 3L, 9L))).containsExactly(odd);
    assertThat(PLAIN.average(List.of(odd, odd), List.of(200_000_001L, 300_000_007L)))
        .containsExactly(odd);
  }

  @Test
  void largeValuesDoNotOverflow() {
    float[] large = {Float.MAX_VALUE};

    assertThat(PLAIN.average(List.of(large, large), List.of(1L, 1L))).containsExactly(large);
  }

  @Test
  void contributionsAreLeftAsTheyWere() {
    float[] first = {1, 2};
    float[] second = {3, 4};

    PLAIN.average(List.of(first, second), List.of(1L, 1L));

    assertThat(first).containsExactly(1, 2);
    assertThat(second).containsExactly(3, 4);
  }

  @Test
  void nothingHasNoMean() {
    assertThatThrownBy(() -> PLAIN.average(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PLAIN.average(List.of(new float[1]), List.of(0L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PLAIN.average(List.of(new float[1], new float[2]), List.of(1L, 1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PartialAverage().result())
        .isInstanceOf(IllegalStateException.class);
  }
}
