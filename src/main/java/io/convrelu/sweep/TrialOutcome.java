package io.convrelu.sweep;

import io.convrelu.sweep.result.TrialResult;

/** What came of running a trial. */
sealed interface TrialOutcome {

  /** The runner returned: the trial has ended, or the sweep asked it to stop. */
  record Returned(TrialResult result) implements TrialOutcome {}

  /**
   * The attempt failed.
   *
   * @param again whether another attempt may do better
   */
  record Failed(FailureReport report, boolean again) implements TrialOutcome {}

  /** The thread was interrupted, or the sweep is ending under it. */
  record Interrupted(Throwable cause) implements TrialOutcome {}
}
