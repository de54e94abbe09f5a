package io.convrelu.train;

import java.io.Serializable;
import java.util.Optional;

/**
 * What one worker brings back from one averaging round.
 *
 * @param worker from 0
 * @param examples seen in the round; 0 when its share was used up
 * @param steps taken
 * @param lossSum sum over the steps of each batch's mean loss times its examples
 * @param lastLoss loss of the last healthy step; NaN for none
 * @param parameters after the round; empty without examples
 * @param updaterState momentum after the round; empty without examples or momentum
 * @param computeNanos time spent in steps
 * @param dataNanos time spent waiting for batches
 * @param taskNanos time from the start of the round to its result, on the worker
 * @param diverged where and how the loss stopped being finite; null for a healthy round (records
 *     travel between JVMs, Optional does not)
 */
record WorkerRound(
    int worker,
    long examples,
    int steps,
    double lossSum,
    double lastLoss,
    float[] parameters,
    float[] updaterState,
    long computeNanos,
    long dataNanos,
    long taskNanos,
    Divergence diverged)
    implements Serializable {

  private static final float[] NOTHING = new float[0];

  /** A worker that had nothing left to do. */
  static WorkerRound idle(int worker) {
    return new WorkerRound(worker, 0, 0, 0, Double.NaN, NOTHING, NOTHING, 0, 0, 0, null);
  }

  /** A worker whose loss stopped being finite; it contributes nothing. */
  static WorkerRound diverged(int worker, Divergence divergence) {
    return new WorkerRound(
        worker, 0, 0, 0, divergence.lastHealthyLoss(), NOTHING, NOTHING, 0, 0, 0, divergence);
  }

  Optional<Divergence> divergence() {
    return Optional.ofNullable(diverged);
  }
}
