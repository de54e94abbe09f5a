package io.convrelu.sweep;

import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.SweepData;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResultBuilder;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.space.CanonicalSettings;
import io.convrelu.sweep.trial.PlannedTrial;

/** The result of a trial that came to no result of its own. */
final class Unfinished {

  private Unfinished() {}

  /** What the table says of it: what it was, how it ended and why, and no measure. */
  static TrialResult result(
      SweepData data,
      PlannedTrial planned,
      TrialState state,
      String message,
      int attempts,
      double seconds,
      Provenance provenance) {
    return new TrialResultBuilder(planned.id(), state, data, planned.description())
        .message(message)
        .settings(CanonicalSettings.texts(planned.trial().settings()))
        .attempts(attempts)
        .seconds(seconds)
        .provenance(provenance)
        .build();
  }
}
