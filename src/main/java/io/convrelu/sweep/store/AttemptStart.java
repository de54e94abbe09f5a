package io.convrelu.sweep.store;

/**
 * An attempt at a trial has started.
 *
 * @param attempt from 1
 * @param process of the driver, {@code pid@host}
 * @param startedAt by the driver's clock, ISO 8601, UTC
 * @param epochsKept epochs that earlier attempts have done and that this one goes on from
 */
public record AttemptStart(int attempt, String process, String startedAt, int epochsKept) {

  /** How it is stored. */
  static final CheckedJson<AttemptStart> JSON = new CheckedJson<>(AttemptStart.class, "attempt", 1);
}
