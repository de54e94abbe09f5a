package io.convrelu.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HolmTest {

  /**
   * By hand: sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1 is 0.02, 0.03, 0.06, 0.04; the last
   * may not be below the one before it.
   */
  @Test
  void agreesWithAWorkedExample() {
    List<Double> adjusted = Holm.adjust(List.of(0.01, 0.04, 0.03, 0.005));

    assertThat(adjusted.get(0)).isCloseTo(0.03, within(1e-15));
    assertThat(adjusted.get(1)).isCloseTo(0.06, within(1e-15));
    assertThat(adjusted.get(2)).isCloseTo(0.06, within(1e-15));
    assertThat(adjusted.get(3)).isCloseTo(0.02, within(1e-15));
  }

  @Test
  void isNeverAboveOneAndLeavesASingleTestAlone() {
    assertThat(Holm.adjust(List.of(0.6, 0.9, 0.7))).containsExactly(1.0, 1.0, 1.0);
    assertThat(Holm.adjust(List.of(0.03))).containsExactly(0.03);
    assertThat(Holm.adjust(List.of())).isEmpty();
  }

  @Test
  void equalValuesStayEqual() {
    assertThat(Holm.adjust(List.of(0.02, 0.02, 0.5))).containsExactly(0.06, 0.06, 0.5);
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatThrownBy(() -> Holm.adjust(List.of(0.1, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
