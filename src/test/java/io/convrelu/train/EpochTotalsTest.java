package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.batch.ExampleTally;
import org.junit.jupiter.api.Test;

class EpochTotalsTest {

  private static final ExampleTally SPLIT = new ExampleTally(30, 5);

  @Test
  void whatWasReadMustBeTheSplit() {
    EpochTotals totals =
        EpochTotals.NONE.plus(round(0, 20, Long.MAX_VALUE)).plus(round(1, 10, Long.MIN_VALUE + 5));

    // The sum wraps around: MAX + MIN + 5 = 4.
    totals.requireOnce(new ExampleTally(30, 4));
    assertThatThrownBy(() -> totals.requireOnce(SPLIT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("epoch 3")
        .hasMessageContaining("exactly once");
    assertThatThrownBy(() -> totals.requireOnce(new ExampleTally(31, 4)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCheckpointsTimeIsItsRounds() {
    EpochTotals totals = EpochTotals.NONE.plus(round(0, 20, 1)).plus(round(1, 10, 2));

    EpochTotals later = totals.withCheckpoint(0.5);

    assertThat(later.seconds().checkpoint()).isEqualTo(0.5);
    assertThat(later.seconds().wall()).isEqualTo(8.5);
    assertThat(later.seconds().overhead()).isEqualTo(1 - 6 / 8.5);
    assertThat(later.each().get(0)).isEqualTo(totals.each().get(0));
    assertThat(later.loss()).isEqualTo(2.0);
  }

  private static RoundMetrics round(int index, long examples, long idSum) {
    return new RoundMetrics(
        3,
        index + 1,
        5,
        examples,
        new ExampleTally(examples, idSum),
        2.0 * examples,
        0,
        100,
        4,
        3,
        new RoundSeconds(0.1, 0.2, 3, 0.3, 0, 4));
  }
}
