package io.convrelu.sweep.sink.mlflow;

import io.convrelu.sweep.result.TrialResult.EpochPoint;

/**
 * An epoch and when it was told.
 *
 * @param millis since the start of 1970, UTC
 */
record ToldEpoch(EpochPoint epoch, long millis) {}
