package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.sweep.FakeTraining;
import io.convrelu.sweep.PlannedTrial;
import io.convrelu.sweep.Trial;
import io.convrelu.sweep.TrialPlan;
import io.convrelu.sweep.TrialResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SweepProgressTest {

  private final AtomicLong clock = new AtomicLong(42);
  private final StringWriter text = new StringWriter();
  private final SweepProgress progress = new SweepProgress(new PrintWriter(text), clock::get);

  @Test
  void theTimeLeftIsTheMeanOfTheTrialsThatRanTimesThoseThatWill() throws Exception {
    PlannedTrial trial = trial("train.lr=0.1");
    progress.planned(
        new TrialPlan(List.of(trial, trial, trial, trial, trial), 2), List.of(result(trial)));
    end(trial, Duration.ofSeconds(10));
    end(trial, Duration.ofSeconds(1790));
    end(trial, Duration.ofHours(6));
    end(trial, Duration.ofSeconds(1));

    List<String> lines = text.toString().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo("sweep of 5 trials: 1 ended before, 4 to run, 2 repeated in the space left out");
    assertThat(lines.get(1))
        .startsWith("[2/5] train.lr=0.1 (abc): completed, test top-1 0.")
        .endsWith("; 3 left, about 30.0 s");
    assertThat(lines.get(2)).endsWith("; 2 left, about 30 min");
    assertThat(lines.get(3)).endsWith("; 1 left, about 2.2 h");
    assertThat(lines.get(4)).endsWith(" s");
  }

  @Test
  void aTrialOfASpaceWithoutAGridIsItsIdentity() throws Exception {
    PlannedTrial trial = trial("");
    progress.planned(new TrialPlan(List.of(trial), 0), List.of());
    end(trial, Duration.ofSeconds(1));

    assertThat(text.toString()).contains("[1/1] (abc): completed");
  }

  private void end(PlannedTrial trial, Duration took) throws Exception {
    clock.addAndGet(took.toNanos());
    progress.ended(trial, result(trial));
  }

  private static TrialResult result(PlannedTrial trial) throws Exception {
    return new FakeTraining(FakeTraining.DATA).run(trial.trial());
  }

  private static PlannedTrial trial(String label) {
    Trial trial = new Trial("abc", Settings.EMPTY, "unused");
    return new PlannedTrial(trial, label, FakeTraining.describe(Settings.EMPTY));
  }
}
