package io.convrelu.train;

import io.convrelu.data.Split;
import io.convrelu.train.averaging.ParameterAverage;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Has averaging rounds done by the executors: sends the state out, lets every worker take its steps
 * and brings the results together.
 */
final class RoundRunner implements AutoCloseable {

  private final JavaSparkContext spark;
  private final ShardedDataset data;
  private final TrainSettings settings;
  private final BatchShape shape;
  private final Broadcast<String> configuration;
  private final RoundReducer reducer;

  RoundRunner(
      JavaSparkContext spark,
      ShardedDataset data,
      TrainSettings settings,
      BatchShape shape,
      ParameterAverage average,
      ModelState model) {
    this.spark = spark;
    this.data = data;
    this.settings = settings;
    this.shape = shape;
    this.configuration = spark.broadcast(model.configuration());
    this.reducer = new RoundReducer(average, settings.averaging().momentum());
  }

  /** One round; the state is that before it. */
  RoundOutcome run(TrainingState state, RoundPosition position) {
    long start = System.nanoTime();
    RoundStart numbers = RoundStart.of(spark, configuration, state);
    long sent = System.nanoTime();
    try {
      RoundReducer.Reduced reduced =
          reducer.reduce(
              data.shards(Split.TRAIN)
                  .orElseThrow(() -> new IllegalStateException("a data set has a train split"))
                  .mapPartitionsWithIndex(new RoundTask(numbers, shape, settings, position), true));
      RoundPart whole = reduced.whole();
      RoundTiming timing =
          new RoundTiming(slots(), sent - start, reduced.driverNanos(), System.nanoTime() - start);
      long bytes = state.bytesTo(whole.reports()) + whole.bytes();
      return new RoundOutcome(whole, timing.metrics(position, whole.reports(), bytes));
    } finally {
      numbers.destroy();
    }
  }

  /** Tasks that can run at once, as far as the driver knows. */
  private int slots() {
    return Math.max(1, spark.defaultParallelism());
  }

  @Override
  public void close() {
    configuration.destroy();
  }
}
