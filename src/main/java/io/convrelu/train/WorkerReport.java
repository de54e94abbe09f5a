package io.convrelu.train;

import io.convrelu.data.batch.ExampleTally;
import java.io.Serializable;
import java.util.Optional;

/**
 * What one worker did in one averaging round.
 *
 * @param worker from 0
 * @param examples that its numbers are the result of; 0 when its share was used up or it diverged
 * @param read examples read, whatever became of them
 * @param lossSum sum over the steps of each batch's mean loss times its examples
 * @param times where its time went
 * @param diverged where and how it stopped being finite; null for a healthy round (records travel
 *     between JVMs, Optional does not)
 */
record WorkerReport(
    int worker,
    long examples,
    ExampleTally read,
    double lossSum,
    WorkerTimes times,
    Divergence diverged)
    implements Serializable {

  /** A worker that had nothing left to do. */
  static WorkerReport idle(int worker) {
    return new WorkerReport(worker, 0, ExampleTally.NOTHING, 0, WorkerTimes.NONE, null);
  }

  Optional<Divergence> divergence() {
    return Optional.ofNullable(diverged);
  }
}
