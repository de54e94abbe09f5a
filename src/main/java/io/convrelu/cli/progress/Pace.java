package io.convrelu.cli.progress;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long the rest of a sweep takes: the mean time of trials that were completed, for every trial
 * that waits; for one that runs, its remaining epochs at its own speed; all of it spread over as
 * many trials at once as there have been so far.
 */
final class Pace {

  private double seconds;
  private int completed;
  private double secondsBefore;
  private int completedBefore;
  private int mostAtOnce = 1;
  private boolean pruning;

  /** A trial that an earlier run of the sweep completed counts until one of this run does. */
  void endedBefore(TrialResult result) {
    if (result.state() == TrialState.COMPLETED) {
      secondsBefore += result.seconds();
      completedBefore++;
    }
    pruning |= result.state() == TrialState.PRUNED;
  }

  void ended(TrialResult result) {
    if (result.state() == TrialState.COMPLETED) {
      seconds += result.seconds();
      completed++;
    }
    pruning |= result.state() == TrialState.PRUNED;
  }

  void running(int atOnce) {
    mostAtOnce = Math.max(mostAtOnce, atOnce);
  }

  /** Trials of this sweep may be stopped early. */
  void prunes() {
    pruning = true;
  }

  boolean mayBeLess() {
    return pruning;
  }

  /**
   * @param pending trials that wait
   */
  Optional<Duration> left(Collection<RunningTrial> running, int pending, long nowNanos) {
    if (running.isEmpty() && pending == 0) {
      return Optional.empty();
    }
    OptionalDouble each = secondsOfATrial(running);
    double work = 0;
    double longest = 0;
    for (RunningTrial trial : running) {
      OptionalDouble own = trial.secondsLeft(nowNanos);
      if (own.isEmpty() && each.isEmpty()) {
        return Optional.empty();
      }
      double left =
          own.orElseGet(() -> Math.max(0, each.getAsDouble() - trial.secondsSinceStart(nowNanos)));
      work += left;
      longest = Math.max(longest, left);
    }
    if (pending > 0) {
      if (each.isEmpty()) {
        return Optional.empty();
      }
      work += pending * each.getAsDouble();
      longest = Math.max(longest, each.getAsDouble());
    }
    double atOnce = Math.min(mostAtOnce, running.size() + pending);
    return Optional.of(Duration.ofMillis(Math.round(1000 * Math.max(longest, work / atOnce))));
  }

  private OptionalDouble secondsOfATrial(Collection<RunningTrial> running) {
    if (completed > 0) {
      return OptionalDouble.of(seconds / completed);
    }
    if (completedBefore > 0) {
      return OptionalDouble.of(secondsBefore / completedBefore);
    }
    return running.stream()
        .map(RunningTrial::secondsInAll)
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }
}
