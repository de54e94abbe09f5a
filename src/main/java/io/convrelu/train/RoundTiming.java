package io.convrelu.train;

import io.convrelu.data.batch.ExampleTally;
import java.util.List;

/**
 * The driver's clock in one round.
 *
 * @param slots tasks that can run at once
 * @param sentNanos handing the averaged numbers to Spark
 * @param reducedNanos bringing together what came back, on the driver
 * @param wallNanos the whole round
 */
record RoundTiming(int slots, long sentNanos, long reducedNanos, long wallNanos) {

  private static final double SECOND = 1e9;

  /** The metrics of a round with these workers; a checkpoint is not known yet. */
  RoundMetrics metrics(RoundPosition position, List<WorkerReport> reports, long bytesMoved) {
    WorkerTimes times =
        reports.stream().map(WorkerReport::times).reduce(WorkerTimes.NONE, WorkerTimes::plus);
    long active = reports.stream().filter(report -> report.read().examples() > 0).count();
    double atOnce = SECOND * Math.max(1, Math.min(active, slots));
    return new RoundMetrics(
        position.epoch() + 1,
        position.round() + 1,
        position.steps(),
        reports.stream().mapToLong(WorkerReport::examples).sum(),
        reports.stream().map(WorkerReport::read).reduce(ExampleTally.NOTHING, ExampleTally::plus),
        reports.stream().mapToDouble(WorkerReport::lossSum).sum(),
        (int) reports.stream().filter(report -> report.divergence().isPresent()).count(),
        bytesMoved,
        times.task() / SECOND,
        times.compute() / SECOND,
        new RoundSeconds(
            sentNanos / SECOND + times.fetch() / atOnce,
            times.data() / atOnce,
            times.compute() / atOnce,
            reducedNanos / SECOND,
            0,
            wallNanos / SECOND));
  }
}
