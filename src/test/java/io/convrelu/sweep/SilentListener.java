package io.convrelu.sweep;

/** Says nothing. */
final class SilentListener implements SweepListener {

  @Override
  public void planned(TrialPlan plan, int ended) {}

  @Override
  public void ended(int position, int left, PlannedTrial trial, TrialResult result) {}
}
