package io.convrelu.train;

import java.io.Serializable;

/**
 * What one worker brings back from one averaging round.
 *
 * @param report what it did
 * @param parameters after the round; empty without examples
 * @param updaterState momentum after the round; empty without examples or momentum, or when it is
 *     reset
 */
record WorkerRound(WorkerReport report, float[] parameters, float[] updaterState)
    implements Serializable {

  private static final float[] NOTHING = new float[0];

  /** A worker that contributes nothing. */
  static WorkerRound without(WorkerReport report) {
    return new WorkerRound(report, NOTHING, NOTHING);
  }

  /** Bytes of its numbers. */
  long bytes() {
    return (long) Float.BYTES * (parameters.length + updaterState.length);
  }
}
