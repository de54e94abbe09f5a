package io.convrelu.sweep;

/** Is told how a sweep goes on, in its thread. */
public interface SweepListener {

  /**
   * The sweep is about to start.
   *
   * @param plan its trials
   * @param ended how many of them an earlier run completed or saw diverge: they do not run again
   */
  void planned(TrialPlan plan, int ended);

  /**
   * A trial has ended and is recorded.
   *
   * @param position of the trial in the plan, from 1
   * @param left trials that are still to run
   */
  void ended(int position, int left, PlannedTrial trial, TrialResult result);
}
