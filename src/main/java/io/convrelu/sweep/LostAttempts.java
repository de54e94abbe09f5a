package io.convrelu.sweep;

import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.store.AttemptEnd;
import io.convrelu.sweep.store.AttemptStart;
import io.convrelu.sweep.store.LockRecord;
import io.convrelu.sweep.store.StoredTrial;
import io.convrelu.sweep.store.TrialStore;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialRunner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Closes attempts under which a driver died, and tells the trials that kill every driver: an
 * attempt that did not get an epoch further counts against the trial, any other does not.
 */
final class LostAttempts {

  private static final String IN_VAIN = "the driver died under it, before another epoch was done";
  private static final String WITH_PROGRESS = "the driver died under it";

  private final TrialStore store;
  private final TrialRunner runner;
  private final int retries;

  LostAttempts(TrialStore store, TrialRunner runner, int retries) {
    this.store = store;
    this.runner = runner;
    this.retries = retries;
  }

  /**
   * Records how unfinished attempts at a trial ended.
   *
   * @return why the trial is not to be tried again now, unless it is
   */
  Optional<String> close(Trial trial, StoredTrial stored) throws IOException {
    List<AttemptEnd> ends = new ArrayList<>(stored.ends());
    List<AttemptStart> unfinished = stored.unfinished();
    if (unfinished.isEmpty()) {
      return Optional.empty();
    }
    int kept = runner.epochsKept(trial);
    for (AttemptStart start : unfinished) {
      boolean progress = kept > start.epochsKept();
      AttemptEnd end =
          new AttemptEnd(
              start.attempt(),
              progress ? TrialState.PENDING : TrialState.LOST,
              progress ? WITH_PROGRESS : IN_VAIN,
              Double.NaN,
              LockRecord.ofThisProcess().renewed());
      store.fail(trial, end, Optional.empty());
      ends.add(end);
    }
    int lost = 0;
    for (int i = ends.size() - 1; i >= 0 && ends.get(i).state() == TrialState.LOST; i--) {
      lost++;
    }
    // A driver has reasons of its own to die, so one death more than there are retries is forgiven.
    return lost > retries + 1
        ? Optional.of("the driver died under it " + lost + " times in a row (attempts/)")
        : Optional.empty();
  }
}
