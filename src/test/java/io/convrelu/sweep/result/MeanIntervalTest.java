package io.convrelu.sweep.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanIntervalTest {

  /** Two-sided 95% quantiles as printed: NIST/SEMATECH e-Handbook, section 1.3.6.7.2. */
  @ParameterizedTest
  @CsvSource({"1, 12.706", "2, 4.303", "3, 3.182", "4, 2.776", "9, 2.262", "29, 2.045"})
  void usesThePublishedQuantilesOfT(int degrees, double t) {
    int n = degrees + 1;
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      values.add((double) i);
    }
    // Of 0, 1, …, n−1 the sample variance is n(n+1)/12.
    double standardError = Math.sqrt((n + 1) / 12.0);

    assertThat(MeanInterval.of(values).halfWidth() / standardError).isCloseTo(t, within(5e-4));
  }

  @Test
  void aWorkedExample() {
    // s = √(((-1)² + 0² + 1²)/2) = 1, s/√3 = 0.57735, times 4.30265.
    MeanInterval interval = MeanInterval.of(List.of(71.0, 72.0, 73.0));

    assertThat(interval.count()).isEqualTo(3);
    assertThat(interval.mean()).isEqualTo(72);
    assertThat(interval.halfWidth()).isCloseTo(2.48414, within(1e-5));
    assertThat(interval.low()).isCloseTo(69.51586, within(1e-5));
    assertThat(interval.high()).isCloseTo(74.48414, within(1e-5));
  }

  @Test
  void oneRunSaysNothingOfTheSpreadAndNoneNothingAtAll() {
    assertThat(MeanInterval.of(List.of(0.5)).mean()).isEqualTo(0.5);
    assertThat(MeanInterval.of(List.of(0.5)).halfWidth()).isNaN();
    assertThat(MeanInterval.of(List.of()).mean()).isNaN();
    assertThat(MeanInterval.of(List.of()).count()).isZero();
  }

  @Test
  void equalRunsHaveNoSpread() {
    assertThat(MeanInterval.of(List.of(0.25, 0.25, 0.25)).halfWidth()).isZero();
  }

  @Test
  void refusesToHideANaN() {
    assertThatThrownBy(() -> MeanInterval.of(List.of(0.5, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
