package io.convrelu.train;

import io.convrelu.data.DatasetDescription;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.ExampleTally;
import io.convrelu.data.shard.ExampleFormat;
import io.convrelu.data.shard.ShardReader;
import io.convrelu.data.shard.WorkerShare;
import io.convrelu.data.storage.ShardMemory;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data set dealt out to logical workers. Executors read their workers' shares themselves, when
 * they are first asked for, and keep them as bytes, whatever the number of epochs, rounds and
 * trials that use them. Spark sends a worker's tasks to where its shard is; a shard that is lost
 * with its executor is read again. The driver holds no examples.
 */
public final class ShardedDataset implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShardedDataset.class);

  private final PreparedDataset dataset;
  private final int workers;
  private final ExampleRows rows;
  private final ShardMemory memory;
  private final Broadcast<SerializableConfiguration> hadoop;
  private final Map<Split, JavaRDD<ExampleShard>> shards = new EnumMap<>(Split.class);
  private final Map<Split, ExampleTally> tallies = new EnumMap<>(Split.class);

  private ShardedDataset(
      PreparedDataset dataset,
      int workers,
      ExampleRows rows,
      ShardMemory memory,
      Broadcast<SerializableConfiguration> hadoop) {
    this.dataset = dataset;
    this.workers = workers;
    this.rows = rows;
    this.memory = memory;
    this.hadoop = hadoop;
  }

  /**
   * Deals out every split that the data set has. Nothing is read yet.
   *
   * @param memory that the shards of one executor may take in its heap
   */
  public static ShardedDataset open(
      SparkSession session,
      PreparedDataset dataset,
      int workers,
      ExampleRows rows,
      ShardMemory memory) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Configuration settings = spark.hadoopConfiguration();
    ShardedDataset sharded =
        new ShardedDataset(
            dataset,
            workers,
            rows,
            memory,
            spark.broadcast(new SerializableConfiguration(settings)));
    ExampleFormat format = new ExampleFormat(rows, dataset.description().classes());
    ShardReader reader = new ShardReader(sharded.hadoop, format, memory, dataset.fingerprint());
    for (Split split : Split.values()) {
      if (dataset.description().count(split) > 0) {
        sharded.shards.put(
            split, reader.shards(spark, WorkerShare.deal(dataset, split, workers, settings)));
      }
    }
    return sharded;
  }

  /** What {@code dataset.json} says. */
  public DatasetDescription description() {
    return dataset.description();
  }

  /** Identity of the data. */
  public String fingerprint() {
    return dataset.fingerprint();
  }

  /** Whether this is the same data dealt out and kept in the same way as a plan wants it. */
  public boolean serves(int wantedWorkers, ExampleRows wantedRows, ShardMemory wantedMemory) {
    return workers == wantedWorkers && rows.equals(wantedRows) && memory.equals(wantedMemory);
  }

  /** One partition a worker; empty where there is no such split. */
  Optional<JavaRDD<ExampleShard>> shards(Split split) {
    return Optional.ofNullable(shards.get(split));
  }

  /** Examples of the largest shard of a split. */
  long largestShard(Split split) {
    return largestShard(description().count(split), workers);
  }

  /** Examples of the largest of so many shards. */
  static long largestShard(long examples, int workers) {
    return (examples + workers - 1) / workers;
  }

  /**
   * Every example of a split once; what an epoch's batches add up to, if the epoch is right. Reads
   * the shards when first asked.
   *
   * @throws IllegalStateException when the shards do not have as many examples as the split
   */
  synchronized ExampleTally tally(Split split) {
    return tallies.computeIfAbsent(split, this::count);
  }

  private ExampleTally count(Split split) {
    ExampleTally tally =
        shards(split)
            .map(
                rdd ->
                    rdd.map(ExampleShard::tally).collect().stream()
                        .reduce(ExampleTally.NOTHING, ExampleTally::plus))
            .orElse(ExampleTally.NOTHING);
    if (tally.examples() != description().count(split)) {
      throw new IllegalStateException(
          "workers have "
              + tally.examples()
              + " examples of the "
              + description().count(split)
              + " of split "
              + split);
    }
    return tally;
  }

  /** Lets the shards go, and waits for executors to do so, for the sake of what is opened next. */
  @Override
  public void close() {
    try {
      shards.values().forEach(rdd -> rdd.unpersist(true));
      hadoop.destroy();
    } catch (Exception e) {
      // Spark's own exception, which it does not declare: an executor that does not answer has lost
      // its shards or is about to.
      LOG.warn("not all executors have confirmed to let the shards go", e);
    }
  }
}
