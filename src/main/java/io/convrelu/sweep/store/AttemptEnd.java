package io.convrelu.sweep.store;

import io.convrelu.sweep.result.TrialState;

/**
 * An attempt at a trial has ended without a result of the trial.
 *
 * @param attempt from 1
 * @param state failed, timed out or lost; pending when the sweep itself was stopped
 * @param message in one line; the trace of a failure is beside it
 * @param seconds wall time; NaN where the driver did not live to tell
 * @param endedAt by the driver's clock, ISO 8601, UTC
 */
public record AttemptEnd(
    int attempt, TrialState state, String message, double seconds, String endedAt) {

  /** How it is stored. */
  static final CheckedJson<AttemptEnd> JSON = new CheckedJson<>(AttemptEnd.class, "attempt", 1);
}
