package io.convrelu.sweep.result;

/** Where a trial stands. */
public enum TrialState {
  /** Not started, or waiting to be tried again or to be gone on with. */
  PENDING,
  /** Being trained. */
  RUNNING,
  /** Trained to the end. */
  COMPLETED,
  /** Stopped early, because others did better on the validation split. */
  PRUNED,
  /** Stopped at a NaN or infinite loss. */
  DIVERGED,
  /** Stopped by an error, which the message names, as often as it was tried. */
  FAILED,
  /** Not ended within its time limit. */
  TIMED_OUT,
  /** The driver died under it as often as it was tried. */
  LOST;

  /** Whether this is an end, which a result can have. */
  public boolean ended() {
    return this != PENDING && this != RUNNING;
  }

  /** Whether this end is a finding about the trial, which trying again would only repeat. */
  public boolean settled() {
    return this == COMPLETED || this == PRUNED || this == DIVERGED;
  }
}
