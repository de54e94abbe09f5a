package io.convrelu.sweep;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialPlan;
import java.util.List;

/** Is told how a sweep goes on; never by two threads at once. */
public interface SweepListener {

  /**
   * The sweep is about to start.
   *
   * @param plan its trials
   * @param ended what an earlier run has settled: these do not run again
   */
  default void planned(TrialPlan plan, List<TrialResult> ended) {}

  /**
   * A trial starts, or goes on.
   *
   * @param attempt from 1
   */
  default void started(PlannedTrial trial, int attempt) {}

  /** A trial has finished an epoch. */
  default void epoch(PlannedTrial trial, TrialResult.EpochPoint epoch) {}

  /** A trial makes room for others; it may be gone on with. */
  default void paused(PlannedTrial trial) {}

  /** An attempt has failed, and there will be another. */
  default void attemptEnded(PlannedTrial trial, int attempt, String message) {}

  /** A trial has ended and is recorded. */
  default void ended(PlannedTrial trial, TrialResult result) {}

  /**
   * The sweep has ended or was stopped.
   *
   * @param outcome how trials of the plan ended, those that did
   */
  default void finished(List<TrialResult> outcome) {}
}
