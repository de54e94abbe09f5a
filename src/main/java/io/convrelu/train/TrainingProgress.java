package io.convrelu.train;

import java.util.List;

/** Is told how a training gets on. */
public interface TrainingProgress {

  /** Tells nobody. */
  TrainingProgress SILENT =
      new TrainingProgress() {
        @Override
        public void round(Position position) {}

        @Override
        public void epoch(EpochMetrics metrics) {}
      };

  /** After every averaging round. */
  void round(Position position);

  /** The rounds of an epoch in their order, before the epoch is told. */
  default void rounds(List<RoundMetrics> rounds) {}

  /** After every epoch. */
  void epoch(EpochMetrics metrics);

  /**
   * Where a training stands.
   *
   * @param epoch from 1
   * @param epochs of the whole training
   * @param step of the epoch, from 1
   * @param steps of an epoch
   * @param loss mean over the round
   * @param examplesPerSecond trained in the epoch so far
   */
  record Position(
      int epoch, int epochs, int step, int steps, double loss, double examplesPerSecond) {}
}
