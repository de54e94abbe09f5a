package io.convrelu.sweep.store;

import io.convrelu.sweep.queue.Verdict;

/**
 * A trial has told an epoch to the queue.
 *
 * @param sequence place among all reports of the sweep, from 0
 * @param epoch from 1
 * @param validationTop1 NaN where there is no number
 * @param verdict what the queue said
 */
public record EpochReport(long sequence, int epoch, double validationTop1, Verdict verdict) {

  /** How it is stored. */
  static final CheckedJson<EpochReport> JSON = new CheckedJson<>(EpochReport.class, "report", 1);
}
