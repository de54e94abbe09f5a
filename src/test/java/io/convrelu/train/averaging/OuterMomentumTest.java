package io.convrelu.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.train.averaging.StatisticsBlock.Spread;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OuterMomentumTest {

  private static final StatisticsLayout RUNNING =
      new StatisticsLayout(List.of(new StatisticsBlock(2, 4, 2, Spread.VARIANCE)));

  @Test
  void followsTheFormulaOverRoundsWithChangingRates() {
    double[] rates = {0.1, 0.1, 0.01, 0.5};
    double beta = 0.6;
    double alpha = 0.8;
    SplittableRandom random = new SplittableRandom(1);
    OuterMomentum outer = OuterMomentum.start(beta, alpha, StatisticsLayout.NONE);
    float[] x = {0.3f, -2, 5};
    double[] reference = {0.3f, -2, 5};
    double[] u = new double[3];
    for (double rate : rates) {
      float[] average = new float[3];
      for (int i = 0; i < 3; i++) {
        average[i] = (float) (x[i] + rate * (random.nextDouble() - 0.5));
        u[i] = beta * u[i] + (reference[i] - average[i]) / rate;
        reference[i] -= alpha * rate * u[i];
      }
      OuterMomentum.Step step = outer.step(x, average, rate);
      outer = step.next();
      x = step.parameters();
      for (int i = 0; i < 3; i++) {
        assertThat((double) x[i]).isCloseTo(reference[i], within(1e-5));
        assertThat((double) outer.velocity()[i]).isCloseTo(u[i], within(1e-4));
      }
    }
  }

  @Test
  void withoutMomentumAndWithRateOneItIsTheAverageBitForBit() {
    float[] average = {1 / 3f, -0f, Float.MIN_VALUE};

    OuterMomentum.Step step =
        OuterMomentum.start(0, 1, StatisticsLayout.NONE).step(new float[3], average, 0.1);

    assertThat(step.parameters()).containsExactly(average);
    assertThat(step.next().velocity()).isEmpty();
  }

  @Test
  void runningStatisticsTakeTheAverage() {
    float[] before = {1, 1, 1, 1, 1, 1, 1};
    float[] average = {2, 2, 2, 3, 4, 5, 2};
    OuterMomentum outer = OuterMomentum.start(0.5, 1, RUNNING);

    OuterMomentum.Step first = outer.step(before, average, 0.5);
    OuterMomentum.Step second = first.next().step(first.parameters(), average, 0.5);

    assertThat(first.parameters()).containsExactly(average);
    assertThat(first.next().velocity()).containsExactly(-2, -2, 0, 0, 0, 0, -2);
    // No new step: half of the last one is taken again.
    assertThat(second.parameters()).containsExactly(2.5f, 2.5f, 2, 3, 4, 5, 2.5f);
  }

  @Test
  void goesOnFromAVelocityThatWasKept() {
    OuterMomentum outer = OuterMomentum.start(0.5, 1, StatisticsLayout.NONE);
    OuterMomentum.Step first = outer.step(new float[] {1, 2}, new float[] {3, 5}, 0.3);

    OuterMomentum.Step resumed =
        outer.with(first.next().velocity()).step(first.parameters(), new float[] {0, 1}, 0.2);

    OuterMomentum.Step undisturbed = first.next().step(first.parameters(), new float[] {0, 1}, 0.2);
    assertThat(resumed.parameters()).containsExactly(undisturbed.parameters());
  }

  @Test
  void aRateOfZeroTakesTheAverage() {
    OuterMomentum outer = OuterMomentum.start(0.9, 1, StatisticsLayout.NONE);

    assertThat(outer.step(new float[] {1}, new float[] {2}, 0).parameters()).containsExactly(2);
  }

  @Test
  void refusesWhatIsNoMomentum() {
    assertThatThrownBy(() -> OuterMomentum.start(1, 1, StatisticsLayout.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OuterMomentum.start(0, Double.NaN, StatisticsLayout.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    OuterMomentum outer = OuterMomentum.start(0.5, 1, StatisticsLayout.NONE);
    assertThatThrownBy(() -> outer.step(new float[2], new float[3], 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> outer.with(new float[3]).step(new float[2], new float[2], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
