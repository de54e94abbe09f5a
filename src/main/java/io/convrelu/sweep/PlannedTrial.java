package io.convrelu.sweep;

/**
 * A trial that a sweep is to run.
 *
 * @param label the grid's values, for people
 */
public record PlannedTrial(Trial trial, String label, TrialDescription description) {

  /** The trial's identity. */
  public String id() {
    return trial.id();
  }
}
