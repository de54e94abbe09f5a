package io.convrelu.train;

import io.convrelu.data.batch.ExampleTally;

/**
 * What is recorded of one averaging round.
 *
 * @param epoch from 1
 * @param round of the epoch, from 1
 * @param steps of the worker that took the most
 * @param examples that went into the average
 * @param read examples read, those of dropped contributions included
 * @param lossSum sum over examples of their batch's mean loss, in nats
 * @param dropped contributions left out because they were not finite
 * @param bytesMoved numbers sent to workers and back: 4 bytes each, a worker's copy counted once
 * @param taskSeconds workers' time from start to result, all of them added up
 * @param stepSeconds workers' time in steps, all of them added up
 * @param seconds where the wall time went
 */
public record RoundMetrics(
    int epoch,
    int round,
    int steps,
    long examples,
    ExampleTally read,
    double lossSum,
    int dropped,
    long bytesMoved,
    double taskSeconds,
    double stepSeconds,
    RoundSeconds seconds) {

  /** Mean loss over the round's examples, each before its step's update. */
  public double trainLoss() {
    return lossSum / examples;
  }

  RoundMetrics withCheckpoint(double checkpointSeconds) {
    return new RoundMetrics(
        epoch,
        round,
        steps,
        examples,
        read,
        lossSum,
        dropped,
        bytesMoved,
        taskSeconds,
        stepSeconds,
        seconds.withCheckpoint(checkpointSeconds));
  }
}
