package io.convrelu.cli.progress;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialPlan;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a running sweep: how many trials are in which state, what runs, how long. */
final class Board {

  private final Map<String, PlannedTrial> planned = new LinkedHashMap<>();
  private final Map<String, TrialState> ended = new HashMap<>();
  private final Map<String, RunningTrial> running = new LinkedHashMap<>();
  private final Map<String, Standing> validated = new HashMap<>();
  private final Pace pace = new Pace();
  private Optional<Standing> latestTest = Optional.empty();
  private boolean validates;
  private long startNanos;

  void planned(TrialPlan plan, List<TrialResult> before, long nowNanos) {
    startNanos = nowNanos;
    plan.trials().forEach(trial -> planned.put(trial.id(), trial));
    for (TrialResult result : before) {
      Optional.ofNullable(planned.get(result.trial()))
          .ifPresent(
              trial -> {
                settle(trial, result);
                pace.endedBefore(result);
              });
    }
  }

  void started(PlannedTrial trial, int attempt, long nowNanos) {
    running.put(trial.id(), new RunningTrial(trial, attempt, nowNanos));
    pace.running(running.size());
  }

  void epoch(PlannedTrial trial, EpochPoint epoch, long nowNanos) {
    Optional.ofNullable(running.get(trial.id())).ifPresent(one -> one.epoch(epoch, nowNanos));
    stand(trial, epoch);
  }

  void paused(PlannedTrial trial) {
    running.remove(trial.id());
    pace.prunes();
  }

  void attemptEnded(PlannedTrial trial) {
    running.remove(trial.id());
  }

  void ended(PlannedTrial trial, TrialResult result) {
    running.remove(trial.id());
    settle(trial, result);
    pace.ended(result);
  }

  int trials() {
    return planned.size();
  }

  int endedTrials() {
    return ended.size();
  }

  /** Trials by state, in the order of states; those without any are left out. */
  Map<TrialState, Integer> counts() {
    Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
    ended.values().forEach(state -> counts.merge(state, 1, Integer::sum));
    counts.put(TrialState.RUNNING, running.size());
    counts.put(TrialState.PENDING, planned.size() - ended.size() - running.size());
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /** What runs, in the order of its start. */
  Collection<RunningTrial> running() {
    return List.copyOf(running.values());
  }

  /**
   * The trial that stands best on the validation split after its last epoch; none without such a
   * split. A trial that diverged, failed or was given up is not among the choices, nor is NaN.
   */
  Optional<Standing> best() {
    return validated.values().stream()
        .max(Comparator.comparingDouble(Standing::top1).thenComparing(one -> one.trial().id()));
  }

  /**
   * The newest measure on the test split, which says that training goes on, not what is best; none
   * where there is a validation split.
   */
  Optional<Standing> latestTest() {
    return validates ? Optional.empty() : latestTest;
  }

  /** Examples a second over all trials that run, in their last epochs. */
  double imagesPerSecond() {
    return running.values().stream()
        .flatMap(one -> one.last().stream())
        .mapToDouble(EpochPoint::imagesPerSecond)
        .filter(Double::isFinite)
        .sum();
  }

  /** How long it will take; empty where nothing tells yet. */
  Optional<Duration> left(long nowNanos) {
    int pending = planned.size() - ended.size() - running.size();
    return pace.left(running(), pending, nowNanos);
  }

  /** Whether {@link #left} is what it would take if no more trials were stopped early. */
  boolean mayBeLess() {
    return pace.mayBeLess();
  }

  Duration elapsed(long nowNanos) {
    return Duration.ofNanos(nowNanos - startNanos);
  }

  private void settle(PlannedTrial trial, TrialResult result) {
    ended.put(trial.id(), result.state());
    if (!result.curve().isEmpty()) {
      stand(trial, result.curve().get(result.curve().size() - 1));
    }
    boolean candidate =
        result.state() == TrialState.COMPLETED || result.state() == TrialState.PRUNED;
    if (!candidate) {
      validated.remove(trial.id());
    }
  }

  private void stand(PlannedTrial trial, EpochPoint epoch) {
    if (Double.isNaN(epoch.validationTop1())) {
      validated.remove(trial.id());
    } else {
      validates = true;
      validated.put(trial.id(), new Standing(trial, epoch.epoch(), epoch.validationTop1()));
    }
    if (!Double.isNaN(epoch.testTop1())) {
      latestTest = Optional.of(new Standing(trial, epoch.epoch(), epoch.testTop1()));
    }
  }
}
