package io.convrelu.train;

import io.convrelu.train.observed.RecordedEpochs;
import io.convrelu.train.observed.ThresholdCounts;
import java.util.Map;

/**
 * What is recorded of one epoch. Losses are mean cross-entropy in nats, without regularization.
 *
 * @param epoch from 1
 * @param lr learning rate of the epoch's last step
 * @param trainLoss mean over the epoch's examples, each before the update of its step
 * @param validation on the validation split; {@link Evaluation#NONE} without one
 * @param test on the test split
 * @param examplesPerSecond trained, over all workers, evaluation not counted
 * @param computeShare of the workers' time spent in steps, the rest getting a round's network
 *     ready, waiting for data and handing over the result
 * @param dataShare of the time of steps, from batch to batch, that is spent waiting for the batch
 * @param rounds averaging rounds
 * @param dropped contributions of workers that were left out of an average, not being finite
 * @param bytesMoved numbers sent to workers and back, 4 bytes each
 * @param seconds where the rounds' wall time went
 * @param evaluatedPerSecond examples scored, over all workers and both splits
 * @param deadUnits by layer: share of its input units that no probed example brought above the
 *     threshold
 * @param classifierSparsity share of exact zeros in what the classifier reads of the probed
 *     examples; NaN when nothing was probed, and in epochs before a checkpoint of a release that
 *     did not measure it
 * @param thresholds of the layers that have some, counted; empty in epochs that are not recorded
 *     ({@link RecordedEpochs})
 */
public record EpochMetrics(
    int epoch,
    double lr,
    double trainLoss,
    Evaluation validation,
    Evaluation test,
    double examplesPerSecond,
    double computeShare,
    double dataShare,
    int rounds,
    int dropped,
    long bytesMoved,
    RoundSeconds seconds,
    double evaluatedPerSecond,
    Map<String, Double> deadUnits,
    double classifierSparsity,
    Map<String, ThresholdCounts> thresholds) {

  /** Of an epoch whose rounds are done, and of the scores and thresholds after it. */
  static EpochMetrics of(
      TrainingState state,
      double lr,
      SplitScores scores,
      int classes,
      Map<String, ThresholdCounts> thresholds) {
    EpochTotals totals = state.totals();
    return new EpochMetrics(
        state.epoch() + 1,
        lr,
        totals.loss(),
        scores.validation().map(s -> s.evaluation(classes)).orElse(Evaluation.NONE),
        scores.test().map(s -> s.evaluation(classes)).orElse(Evaluation.NONE),
        totals.examplesPerSecond(),
        totals.computeShare(),
        totals.dataShare(),
        totals.rounds(),
        totals.dropped(),
        totals.bytesMoved(),
        totals.seconds(),
        scores.examplesPerSecond(),
        scores.deadUnits(),
        scores.classifierSparsity(),
        thresholds);
  }

  /** The same where thresholds are not recorded. */
  EpochMetrics withoutThresholds() {
    return new EpochMetrics(
        epoch,
        lr,
        trainLoss,
        validation,
        test,
        examplesPerSecond,
        computeShare,
        dataShare,
        rounds,
        dropped,
        bytesMoved,
        seconds,
        evaluatedPerSecond,
        deadUnits,
        classifierSparsity,
        Map.of());
  }

  /** Share of the rounds' wall time that is not computing. */
  public double overhead() {
    return seconds.overhead();
  }

  /** Mean over layers of the share of dead units; NaN when nothing was probed. */
  public double deadShare() {
    return deadUnits.values().stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }
}
