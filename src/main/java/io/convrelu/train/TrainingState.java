package io.convrelu.train;

import io.convrelu.train.observed.RecordedEpochs;
import io.convrelu.train.observed.ThresholdCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A training between two rounds: all that the rest of it depends on.
 *
 * @param epoch of the next round, from 0
 * @param round of the next round in its epoch, from 0
 * @param model after the last averaging, with the momentum that workers share
 * @param outerMomentum of the averages; empty for none
 * @param ownMomentum one a worker, empty arrays before a worker's first round; an empty list where
 *     momentum is not a worker's own
 * @param dropped workers whose contribution to their last round was left out
 * @param totals of the epoch so far
 * @param history of finished epochs
 * @param initialThresholds of the layers that have some, counted before the first step; empty where
 *     it was not done
 */
record TrainingState(
    int epoch,
    int round,
    ModelState model,
    float[] outerMomentum,
    List<float[]> ownMomentum,
    Set<Integer> dropped,
    EpochTotals totals,
    List<EpochMetrics> history,
    Map<String, ThresholdCounts> initialThresholds) {

  TrainingState {
    ownMomentum = List.copyOf(ownMomentum);
    dropped = Set.copyOf(dropped);
    history = List.copyOf(history);
  }

  /** The start of a training. */
  static TrainingState initial(ModelState model, TrainSettings settings) {
    boolean own = settings.averaging().momentum() == MomentumAveraging.LOCAL;
    List<float[]> momentum = new ArrayList<>();
    for (int worker = 0; own && worker < settings.workers(); worker++) {
      momentum.add(new float[0]);
    }
    return new TrainingState(
        0, 0, model, new float[0], momentum, Set.of(), EpochTotals.NONE, List.of(), Map.of());
  }

  /** Momentum that all workers start the next round with; empty for none. */
  float[] sharedMomentum() {
    return model.updaterState();
  }

  /** The same with a new beginning: the first round of the next epoch. */
  TrainingState nextEpoch(EpochMetrics metrics) {
    List<EpochMetrics> longer = new ArrayList<>();
    for (EpochMetrics before : history) {
      longer.add(
          RecordedEpochs.isRecorded(before.epoch(), metrics.epoch())
              ? before
              : before.withoutThresholds());
    }
    longer.add(metrics);
    return new TrainingState(
        epoch + 1,
        0,
        model,
        outerMomentum,
        ownMomentum,
        dropped,
        EpochTotals.NONE,
        longer,
        initialThresholds);
  }

  /** The same with other totals of the epoch so far. */
  TrainingState with(EpochTotals newTotals) {
    return new TrainingState(
        epoch,
        round,
        model,
        outerMomentum,
        ownMomentum,
        dropped,
        newTotals,
        history,
        initialThresholds);
  }

  /** The same, which is a training's start, with its thresholds counted. */
  TrainingState with(Map<String, ThresholdCounts> counted) {
    return new TrainingState(
        epoch, round, model, outerMomentum, ownMomentum, dropped, totals, history, counted);
  }

  /** Whether nothing has been trained yet. */
  boolean isStart() {
    return epoch == 0 && round == 0;
  }

  /** Bytes of the numbers that the next round sends to workers that have something to do. */
  long bytesTo(List<WorkerReport> reports) {
    long shared = (long) model.parameters().length + sharedMomentum().length;
    return reports.stream()
        .filter(report -> report.read().examples() > 0)
        .mapToLong(report -> Float.BYTES * (shared + own(report.worker())))
        .sum();
  }

  private long own(int worker) {
    return ownMomentum.isEmpty() ? 0 : ownMomentum.get(worker).length;
  }
}
