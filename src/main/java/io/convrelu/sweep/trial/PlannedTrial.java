package io.convrelu.sweep.trial;

import io.convrelu.sweep.result.TrialDescription;
import java.util.Objects;

/**
 * A trial that a sweep is to run.
 *
 * @param label the values that the space gave it, for people
 */
public record PlannedTrial(Trial trial, String label, TrialOutline outline) {

  public PlannedTrial {
    Objects.requireNonNull(trial, "trial");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(outline, "outline");
  }

  /** The trial's identity. */
  public String id() {
    return trial.id();
  }

  /** What it is called in tables. */
  public TrialDescription description() {
    return outline.description();
  }
}
