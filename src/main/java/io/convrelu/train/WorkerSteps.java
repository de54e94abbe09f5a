package io.convrelu.train;

import io.convrelu.data.batch.ExampleTally;

/** Adds up what one worker does in one round. */
final class WorkerSteps {

  private final int worker;
  private long examples;
  private ExampleTally read = ExampleTally.NOTHING;
  private int count;
  private double lossSum;
  private double lastLoss = Double.NaN;
  private long computeNanos;

  WorkerSteps(int worker) {
    this.worker = worker;
  }

  /** A batch has been read, whatever comes of it. */
  void read(NativeBatch batch) {
    read = read.plus(batch.tally());
  }

  /** A step has been taken on a batch that was read. */
  void taken(NativeBatch batch, double loss, long nanos) {
    examples += batch.size();
    count++;
    lossSum += loss * batch.size();
    lastLoss = loss;
    computeNanos += nanos;
  }

  /** Steps taken. */
  int count() {
    return count;
  }

  /** Of the last step; NaN before the first. */
  double lastLoss() {
    return lastLoss;
  }

  WorkerReport sound(WorkerTimes times) {
    return new WorkerReport(worker, examples, read, lossSum, times, null);
  }

  WorkerReport diverged(Divergence divergence, WorkerTimes times) {
    return new WorkerReport(worker, 0, read, 0, times, divergence);
  }

  /** Times of this worker, of which it knows the computing itself. */
  WorkerTimes times(long fetchNanos, long dataNanos, long start) {
    return new WorkerTimes(fetchNanos, dataNanos, computeNanos, System.nanoTime() - start);
  }
}
