package io.convrelu.sweep.trial;

import io.convrelu.sweep.result.SweepData;
import java.util.Objects;

/** What a sweep runs: its data, the judge of its trials, and what trains them. */
public record TrialProgram(SweepData data, TrialValidator validator, TrialRunner runner) {

  public TrialProgram {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(validator, "validator");
    Objects.requireNonNull(runner, "runner");
  }
}
