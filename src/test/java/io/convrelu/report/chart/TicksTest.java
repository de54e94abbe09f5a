package io.convrelu.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {

  @Test
  void areRoundAndEncloseTheRange() {
    assertThat(written(Ticks.enclosing(23.4, 71.9, 5))).isEqualTo("20 30 40 50 60 70 80");
    assertThat(written(Ticks.enclosing(-0.031, 0.044, 5)))
        .isEqualTo("-0.04 -0.02 0.00 0.02 0.04 0.06");
    assertThat(written(Ticks.enclosing(0, 1, 5))).isEqualTo("0.0 0.2 0.4 0.6 0.8 1.0");
  }

  @Test
  void oneValueAloneGetsAnAxisAroundIt() {
    Ticks ticks = Ticks.enclosing(0.5, 0.5, 5);
    assertThat(ticks.first()).isLessThan(0.5);
    assertThat(ticks.last()).isGreaterThan(0.5);
    assertThat(Ticks.enclosing(0, 0, 5).values()).hasSizeBetween(3, 9);
  }

  @Test
  void encloseAnyRangeWithAReasonableNumberOfTicks() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      double low = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
      double high = low + random.nextDouble() * Math.pow(10, random.nextInt(9) - 4);
      Ticks ticks = Ticks.enclosing(low, high, 5);
      assertThat(ticks.first()).isLessThanOrEqualTo(low + 1e-9 * Math.abs(low));
      assertThat(ticks.last()).isGreaterThanOrEqualTo(high - 1e-9 * Math.abs(high));
      assertThat(ticks.values()).hasSizeBetween(3, 9);
    }
  }

  @Test
  void epochsAreWhole() {
    assertThat(written(Ticks.whole(1, 3, 8))).isEqualTo("1 2 3");
    assertThat(written(Ticks.whole(1, 300, 8))).isEqualTo("50 100 150 200 250 300");
    assertThat(written(Ticks.whole(1, 1, 8))).isEqualTo("1");
  }

  @Test
  void whatIsNoRangeIsRefused() {
    assertThatThrownBy(() -> Ticks.enclosing(Double.NaN, 1, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ticks.enclosing(2, 1, 5)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String written(Ticks ticks) {
    return String.join(
        " ",
        ticks.values().stream()
            .map(value -> ValueFormat.PLAIN.scaled(value, ticks.decimals()))
            .toList());
  }
}
