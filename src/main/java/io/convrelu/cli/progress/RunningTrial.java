package io.convrelu.cli.progress;

import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.trial.PlannedTrial;
import java.util.Optional;
import java.util.OptionalDouble;

/** A trial that runs, as far as it has been told. */
final class RunningTrial {

  private final PlannedTrial trial;
  private final int attempt;
  private final long startNanos;
  private long lastNanos;
  private int told;
  private Optional<EpochPoint> last = Optional.empty();

  RunningTrial(PlannedTrial trial, int attempt, long startNanos) {
    this.trial = trial;
    this.attempt = attempt;
    this.startNanos = startNanos;
  }

  void epoch(EpochPoint epoch, long nowNanos) {
    told++;
    lastNanos = nowNanos;
    last = Optional.of(epoch);
  }

  PlannedTrial trial() {
    return trial;
  }

  int attempt() {
    return attempt;
  }

  /** The epoch that it finished last; empty before the first. */
  Optional<EpochPoint> last() {
    return last;
  }

  /** Seconds it will still take at the speed of this attempt; empty before its first epoch. */
  OptionalDouble secondsLeft(long nowNanos) {
    if (told == 0) {
      return OptionalDouble.empty();
    }
    int epochs = trial.outline().epochs() - last.orElseThrow().epoch();
    double sinceLast = (nowNanos - lastNanos) * 1e-9;
    return OptionalDouble.of(Math.max(0, epochs * secondsAnEpoch() - sinceLast));
  }

  /** Seconds the whole trial takes at that speed. */
  OptionalDouble secondsInAll() {
    return told == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(secondsAnEpoch() * trial.outline().epochs());
  }

  private double secondsAnEpoch() {
    return (lastNanos - startNanos) * 1e-9 / told;
  }

  double secondsSinceStart(long nowNanos) {
    return (nowNanos - startNanos) * 1e-9;
  }
}
