package io.convrelu.train;

import java.util.List;

/** Adds up the rounds of an epoch. */
final class EpochTotals {

  private long examples;
  private double lossSum;
  private long computeNanos;
  private long dataNanos;
  private long taskNanos;
  private long wallNanos;
  private int rounds;

  void add(List<WorkerRound> round, long nanos) {
    for (WorkerRound worker : round) {
      examples += worker.examples();
      lossSum += worker.lossSum();
      computeNanos += worker.computeNanos();
      dataNanos += worker.dataNanos();
      taskNanos += worker.taskNanos();
    }
    wallNanos += nanos;
    rounds++;
  }

  double loss() {
    return lossSum / examples;
  }

  double examplesPerSecond() {
    return examples / (wallNanos * 1e-9);
  }

  double computeShare() {
    return (double) computeNanos / taskNanos;
  }

  double dataShare() {
    return (double) dataNanos / (computeNanos + dataNanos);
  }

  int rounds() {
    return rounds;
  }
}
