package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.Settings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundScheduleTest {

  @ParameterizedTest
  @CsvSource({"1, 7", "2, 4", "7, 1", "100, 1", "epoch, 1"})
  void everyStepIsInOneRound(String period, int rounds) {
    RoundSchedule schedule = schedule("train.averaging-period=" + period);

    assertThat(schedule.rounds(0)).isEqualTo(rounds);
    List<Integer> steps = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      RoundPosition position = schedule.position(3, round);
      assertThat(position.iteration()).isEqualTo(21 + position.firstStep());
      for (int step = 0; step < position.steps(); step++) {
        steps.add(position.firstStep() + step);
      }
    }
    assertThat(steps).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void postLocalSgdAveragesEveryStepAtFirst() {
    RoundSchedule schedule = schedule("train.averaging-period=epoch", "train.post-local-epoch=2");

    assertThat(schedule.rounds(0)).isEqualTo(7);
    assertThat(schedule.rounds(1)).isEqualTo(7);
    assertThat(schedule.rounds(2)).isEqualTo(1);
    assertThat(schedule.position(2, 0)).isEqualTo(new RoundPosition(2, 0, 0, 7, 14));
    assertThat(schedule.roundsBefore(0)).isZero();
    assertThat(schedule.roundsBefore(2)).isEqualTo(14);
    assertThat(schedule.roundsBefore(5)).isEqualTo(17);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1000001", "2.5", "always"})
  void aPeriodIsAWholeNumberOrAnEpoch(String period) {
    assertThatThrownBy(() -> schedule("train.averaging-period=" + period))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("train.averaging-period")
        .hasMessageContaining("1 to 1000000, or epoch");
  }

  @Test
  void aWarmUpNeedsSomethingToWarmUpTo() {
    assertThatThrownBy(() -> schedule("train.warm-up-epochs=5"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("train.lr-scaling");
    schedule("train.warm-up-epochs=5", "train.lr-scaling=linear");
  }

  private static RoundSchedule schedule(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("train.batch-size=10");
    return RoundSchedule.of(68, TrainingPlan.of(Settings.EMPTY.with(all)).train());
  }
}
