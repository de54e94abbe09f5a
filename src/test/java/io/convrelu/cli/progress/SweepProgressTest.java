package io.convrelu.cli.progress;

import static io.convrelu.sweep.ToldTrials.epoch;
import static io.convrelu.sweep.ToldTrials.epochs;
import static io.convrelu.sweep.ToldTrials.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.sweep.ToldTrials;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SweepProgressTest {

  private static final Map<String, String> LOG_FILE = Map.of();

  private final AtomicLong clock = new AtomicLong(42);
  private final StringWriter text = new StringWriter();

  @Test
  void aLogHasALineForEveryTrialAndASummary() {
    SweepProgress progress = progress(LOG_FILE);
    List<PlannedTrial> trials = trials(5);
    progress.planned(
        new TrialPlan(trials, 2),
        List.of(result(trials.get(0), TrialState.COMPLETED, "", epochs(2))));
    progress.started(trials.get(1), 1);
    progress.started(trials.get(2), 1);
    pass(Duration.ofSeconds(30));
    progress.epoch(trials.get(1), epoch(1));
    progress.epoch(trials.get(2), epoch(1, 0.75));
    progress.tick();
    pass(Duration.ofSeconds(30));
    progress.ended(trials.get(1), result(trials.get(1), TrialState.COMPLETED, "", epochs(2)));
    progress.attemptEnded(trials.get(2), 1, "lost an executor");
    progress.started(trials.get(2), 2);
    progress.paused(trials.get(2));
    progress.ended(trials.get(3), result(trials.get(3), TrialState.FAILED, "no memory", epochs(1)));
    progress.ended(trials.get(4), result(trials.get(4), TrialState.PRUNED, "", epochs(1)));
    progress.finished(List.of());

    assertThat(text.toString().lines())
        .containsExactly(
            "sweep of 5 trials: 1 ended before, 4 to run, 2 repeated in the space left out",
            "started train.lr = 0.0 (trial1)",
            "started train.lr = 0.0 (trial2)",
            "1 completed, 2 running, 2 pending; best validation top-1 0.7500 after epoch 1,"
                + " train.lr = 0.0 (trial2); 200 images/s, 30.0 s so far, about 90.0 s left",
            "[2/5] train.lr = 0.0 (trial1): completed, validation top-1 0.5200, 60.0 s;"
                + " about 60.0 s left",
            "train.lr = 0.0 (trial2): attempt 1 failed (lost an executor); it will be tried again",
            "started train.lr = 0.0 (trial2), attempt 2",
            "paused train.lr = 0.0 (trial2)",
            "[3/5] train.lr = 0.0 (trial3): failed (no memory), 60.0 s",
            "[4/5] train.lr = 0.0 (trial4): pruned after epoch 1, 60.0 s;"
                + " at most about 60.0 s left",
            "5 trials: 2 completed, 1 pruned, 1 failed, 1 pending; 60.0 s");
    assertThat(text.toString()).doesNotContain("\u001b", "\r");
  }

  @Test
  void theBestIsTheBestOnTheValidationSplitAmongTrialsThatMayBeChosen() {
    SweepProgress progress = progress(LOG_FILE);
    List<PlannedTrial> trials = trials(5);
    progress.planned(new TrialPlan(trials, 0), List.of());
    trials.forEach(trial -> progress.started(trial, 1));
    progress.epoch(trials.get(0), epoch(1, Double.NaN));
    progress.epoch(trials.get(1), epoch(1, 0.6));
    progress.epoch(trials.get(2), epoch(1, 0.5));
    progress.epoch(trials.get(3), epoch(1, 0.9));
    progress.epoch(trials.get(3), epoch(2, Double.NaN));
    progress.epoch(trials.get(4), epoch(1, 0.8));
    progress.ended(
        trials.get(4), result(trials.get(4), TrialState.DIVERGED, "NaN", List.of(epoch(1, 0.8))));
    progress.tick();

    assertThat(lastLine())
        .contains("best validation top-1 0.6000 after epoch 1, train.lr = 0.0 (trial1);");
  }

  @Test
  void whereThereIsAValidationSplitTheTestSplitIsNotShown() {
    SweepProgress progress = progress(LOG_FILE);
    List<PlannedTrial> trials = trials(2);
    progress.planned(new TrialPlan(trials, 0), List.of());
    progress.started(trials.get(0), 1);
    progress.epoch(trials.get(0), epoch(1, 0.5));
    progress.ended(
        trials.get(0), result(trials.get(0), TrialState.DIVERGED, "NaN", List.of(epoch(1, 0.5))));
    progress.tick();

    assertThat(lastLine()).isEqualTo("1 diverged, 1 pending; 0.0 s so far");
  }

  @Test
  void withoutAValidationSplitNothingIsCalledBest() {
    SweepProgress progress = progress(LOG_FILE);
    List<PlannedTrial> trials = trials(2);
    progress.planned(new TrialPlan(trials, 0), List.of());
    trials.forEach(trial -> progress.started(trial, 1));
    progress.epoch(trials.get(0), epoch(1, Double.NaN));
    progress.tick();

    assertThat(lastLine())
        .contains("latest test top-1 0.4000 after epoch 1")
        .doesNotContain("best");
  }

  @Test
  void aTerminalHasABlockThatIsDrawnInPlaceAndLinesThatStay() {
    Screen screen = new Screen();
    SweepProgress progress = progress(terminal(60, 24));
    List<PlannedTrial> trials = trials(16);
    progress.planned(new TrialPlan(trials, 0), List.of());
    trials.subList(0, 15).forEach(trial -> progress.started(trial, 1));
    pass(Duration.ofSeconds(1));
    progress.epoch(trials.get(1), epoch(1));
    progress.tick();
    pass(Duration.ofSeconds(1));
    progress.tick();

    assertThat(screen.lines())
        .containsExactly(
            "sweep of 16 trials: 0 ended before, 16 to run",
            "0/16 trials: 15 running, 1 pending",
            "best validation top-1 0.5100 after epoch 1, train.lr = 0.0 …",
            "  epoch 0/2                  train.lr = 0.0 (trial0)",
            "  epoch 1/2    100 images/s  train.lr = 0.0 (trial1)",
            "  epoch 0/2                  train.lr = 0.0 (trial2)",
            "  epoch 0/2                  train.lr = 0.0 (trial3)",
            "  epoch 0/2                  train.lr = 0.0 (trial4)",
            "  epoch 0/2                  train.lr = 0.0 (trial5)",
            "  epoch 0/2                  train.lr = 0.0 (trial6)",
            "  epoch 0/2                  train.lr = 0.0 (trial7)",
            "  epoch 0/2                  train.lr = 0.0 (trial8)",
            "  epoch 0/2                  train.lr = 0.0 (trial9)",
            "  epoch 0/2                  train.lr = 0.0 (trial10)",
            "  epoch 0/2                  train.lr = 0.0 (trial11)",
            "  + 3 more",
            "100 images/s, 2.0 s so far, about 2.0 s left");

    for (int i = 2; i < 15; i++) {
      progress.ended(trials.get(i), result(trials.get(i), TrialState.COMPLETED, "", epochs(2)));
    }
    progress.ended(
        trials.get(0),
        result(trials.get(0), TrialState.FAILED, "a\u001b[31m red\nmessage", List.of()));
    progress.attemptEnded(trials.get(1), 1, "x");
    progress.started(trials.get(1), 2);
    progress.tick();
    assertThat(screen.lines())
        .containsExactly(
            "sweep of 16 trials: 0 ended before, 16 to run",
            "[14/16] train.lr = 0.0 (trial0): failed (a [31m red message), 60.0 s",
            "train.lr = 0.0 (trial1): attempt 1 failed (x); it will be tried again",
            "14/16 trials: 13 completed, 1 failed, 1 running, 1 pending",
            "best validation top-1 0.5200 after epoch 2, train.lr = 0.0 …",
            "  epoch 0/2                  attempt 2  train.lr = 0.0 (tri…",
            "2.0 s so far, about 60.0 s left");

    progress.finished(List.of());
    progress.tick();
    assertThat(screen.lines())
        .hasSize(4)
        .endsWith("16 trials: 13 completed, 1 failed, 1 running, 1 pending; 2.0 s");
  }

  @Test
  void aLowTerminalShowsFewerTrials() {
    Screen screen = new Screen();
    SweepProgress progress = progress(terminal(80, 5));
    progress.planned(new TrialPlan(trials(3), 0), List.of());
    trials(3).forEach(trial -> progress.started(trial, 1));
    progress.tick();

    assertThat(screen.lines())
        .containsExactly(
            "sweep of 3 trials: 0 ended before, 3 to run",
            "0/3 trials: 3 running",
            "  epoch 0/2                  train.lr = 0.0 (trial0)",
            "  + 2 more",
            "0.0 s so far");
  }

  @Test
  void aTrialOfASpaceWithoutLabelsIsItsIdentity() {
    SweepProgress progress = progress(LOG_FILE);
    PlannedTrial trial = ToldTrials.planned("abc", "");
    progress.planned(new TrialPlan(List.of(trial), 0), List.of());
    progress.ended(trial, result(trial, TrialState.COMPLETED, "", epochs(1)));

    assertThat(lastLine()).isEqualTo("[1/1] (abc): completed, validation top-1 0.5100, 60.0 s");
  }

  @Test
  void timeLeftSpreadsWhatWaitsOverTrialsAtOnce() {
    SweepProgress progress = progress(LOG_FILE);
    List<PlannedTrial> trials = trials(10);
    progress.planned(new TrialPlan(trials, 0), List.of());
    progress.started(trials.get(0), 1);
    progress.started(trials.get(1), 1);
    pass(Duration.ofSeconds(60));
    progress.ended(trials.get(0), result(trials.get(0), TrialState.COMPLETED, "", epochs(1)));
    progress.started(trials.get(2), 1);
    pass(Duration.ofHours(1));
    progress.tick();

    // Seven wait, 60 s each, two at once; the running ones are overdue.
    assertThat(lastLine()).endsWith("about 3 min left");
  }

  private SweepProgress progress(Map<String, String> environment) {
    return new SweepProgress(new PrintWriter(text), environment, clock::get);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private String lastLine() {
    List<String> lines = text.toString().lines().toList();
    return lines.get(lines.size() - 1);
  }

  private static Map<String, String> terminal(int columns, int rows) {
    return Map.of(
        "CONVRELU_TERMINAL", "yes", "COLUMNS", "" + columns, "LINES", Integer.toString(rows));
  }

  private static List<PlannedTrial> trials(int number) {
    List<PlannedTrial> trials = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      trials.add(ToldTrials.planned("trial" + i, "train.lr = 0.0"));
    }
    return trials;
  }

  /** What a terminal shows of everything that has been written. */
  private final class Screen {

    List<String> lines() {
      List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
      int row = 0;
      String all = text.toString();
      for (int i = 0; i < all.length(); i++) {
        char c = all.charAt(i);
        if (c == '\u001b') {
          int end = i + 2;
          while (!Character.isLetter(all.charAt(end))) {
            end++;
          }
          String code = all.substring(i + 2, end + 1);
          if (code.endsWith("A")) {
            row -= Integer.parseInt(code.replace("A", ""));
          } else if (code.equals("J")) {
            rows.subList(row, rows.size()).clear();
            rows.add(new StringBuilder());
          } else {
            assertThat(code).isIn("?7l", "?7h");
          }
          i = end;
        } else if (c == '\n') {
          row++;
          if (row == rows.size()) {
            rows.add(new StringBuilder());
          }
        } else if (c != '\r') {
          rows.get(row).append(c);
        }
      }
      assertThat(rows.get(rows.size() - 1)).isEmpty();
      return rows.subList(0, rows.size() - 1).stream().map(StringBuilder::toString).toList();
    }
  }
}
