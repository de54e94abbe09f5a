package io.convrelu.train;

/**
 * Where the rounds of a training are.
 *
 * @param stepsPerEpoch of the worker with the most examples
 * @param averaging gives the period of each epoch
 */
record RoundSchedule(int stepsPerEpoch, AveragingSettings averaging) {

  /** For shards of at most so many examples. */
  static RoundSchedule of(long largestShard, TrainSettings settings) {
    return new RoundSchedule(
        TrainSettings.steps(largestShard, settings.batchSize()), settings.averaging());
  }

  /** Rounds of an epoch, counted from 0. */
  int rounds(int epoch) {
    int period = period(epoch);
    return (stepsPerEpoch + period - 1) / period;
  }

  /** Rounds before an epoch, counted from 0. */
  long roundsBefore(int epoch) {
    int exact = Math.min(epoch, averaging.postLocalEpoch());
    return (long) exact * stepsPerEpoch + (long) (epoch - exact) * rounds(Integer.MAX_VALUE);
  }

  /**
   * A round.
   *
   * @param epoch from 0
   * @param round of the epoch, from 0
   */
  RoundPosition position(int epoch, int round) {
    int period = period(epoch);
    int firstStep = round * period;
    return new RoundPosition(
        epoch,
        round,
        firstStep,
        Math.min(period, stepsPerEpoch - firstStep),
        epoch * stepsPerEpoch + firstStep);
  }

  private int period(int epoch) {
    return averaging.periodAt(epoch).within(stepsPerEpoch);
  }
}
