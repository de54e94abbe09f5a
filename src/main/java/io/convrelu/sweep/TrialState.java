package io.convrelu.sweep;

/** How a trial ended. */
public enum TrialState {
  /** Trained to the end. */
  COMPLETED,
  /** Stopped at a NaN or infinite loss. */
  DIVERGED,
  /** Stopped by an error, which the message names. */
  FAILED
}
