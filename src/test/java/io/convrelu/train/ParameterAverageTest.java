package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterAverageTest {

  @Test
  void weighsByExamplesSeen() {
    float[] mean =
        ParameterAverage.of(List.of(new float[] {1, 10}, new float[] {5, 20}), List.of(300L, 100L));

    assertThat(mean).containsExactly(2f, 12.5f);
  }

  @Test
  void oneWorkerIsItselfBitForBit() {
    float[] odd = {0.1f, Float.MIN_VALUE, -1e38f};

    assertThat(ParameterAverage.of(List.of(odd), List.of(7L))).containsExactly(odd);
  }

  @Test
  void equalWorkersStayEqualBitForBit() {
    float[] odd = {0.1f, 1 / 3f, -1e38f, 1e-38f};

    assertThat(ParameterAverage.of(List.of(odd, odd, odd), List.of(5L, 3L, 9L)))
        .containsExactly(odd);
  }

  @Test
  void largeValuesDoNotOverflow() {
    float[] large = {Float.MAX_VALUE};

    assertThat(ParameterAverage.of(List.of(large, large), List.of(1L, 1L))).containsExactly(large);
  }

  @Test
  void nothingHasNoMean() {
    assertThatThrownBy(() -> ParameterAverage.of(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
