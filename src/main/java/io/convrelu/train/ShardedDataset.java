package io.convrelu.train;

import io.convrelu.data.DatasetDescription;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.ShardBuilder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * A data set dealt out to logical workers and kept in the executors' memory as bytes. Reading and
 * dealing happen once, whatever the number of epochs, rounds and trials that use it.
 */
public final class ShardedDataset implements AutoCloseable {

  private final DatasetDescription description;
  private final String fingerprint;
  private final int workers;
  private final ExampleRows rows;
  private final Map<Split, JavaRDD<ExampleShard>> shards = new EnumMap<>(Split.class);

  private ShardedDataset(PreparedDataset dataset, int workers, ExampleRows rows) {
    this.description = dataset.description();
    this.fingerprint = dataset.fingerprint();
    this.workers = workers;
    this.rows = rows;
  }

  /** Deals out every split that the data set has. */
  public static ShardedDataset open(
      SparkSession spark, PreparedDataset dataset, int workers, ExampleRows rows) {
    ShardedDataset sharded = new ShardedDataset(dataset, workers, rows);
    for (Split split : Split.values()) {
      if (dataset.description().count(split) > 0) {
        sharded.shards.put(
            split,
            ShardBuilder.deal(
                    dataset.rows(spark, split), rows, workers, dataset.description().seed())
                .persist(StorageLevel.MEMORY_AND_DISK()));
      }
    }
    return sharded;
  }

  /** What {@code dataset.json} says. */
  public DatasetDescription description() {
    return description;
  }

  /** Identity of the data. */
  public String fingerprint() {
    return fingerprint;
  }

  /** Whether this is the same data dealt out in the same way as a plan wants it. */
  public boolean serves(int wantedWorkers, ExampleRows wantedRows) {
    return workers == wantedWorkers && rows.equals(wantedRows);
  }

  /** One partition a worker; empty where there is no such split. */
  Optional<JavaRDD<ExampleShard>> shards(Split split) {
    return Optional.ofNullable(shards.get(split));
  }

  /** Examples of the largest shard of a split. */
  long largestShard(Split split) {
    long examples = description.count(split);
    return (examples + workers - 1) / workers;
  }

  @Override
  public void close() {
    shards.values().forEach(rdd -> rdd.unpersist(false));
  }
}
