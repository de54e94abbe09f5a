package io.convrelu.train;

import io.convrelu.data.PreparedDataset;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.storage.ShardMemory;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * A data set as trainings share it that run at once or one after the other: those that want it
 * dealt out in the same way use the same shards. What nobody uses any more stays until shards of
 * another kind are asked for.
 */
final class SharedShards implements AutoCloseable {

  private final SparkSession spark;
  private final PreparedDataset dataset;
  private final List<Shared> kept = new ArrayList<>();

  SharedShards(SparkSession spark, PreparedDataset dataset) {
    this.spark = spark;
    this.dataset = dataset;
  }

  /** The use of shards by one training; ends with {@link #close}. */
  final class Lease implements AutoCloseable {

    private final Shared shared;

    private Lease(Shared shared) {
      this.shared = shared;
    }

    ShardedDataset data() {
      return shared.data;
    }

    @Override
    public void close() {
      giveBack(shared);
    }
  }

  private static final class Shared {

    private final ShardedDataset data;
    private int users;

    private Shared(ShardedDataset data) {
      this.data = data;
    }
  }

  /** Shards for as many workers, of such rows, kept within such memory. */
  synchronized Lease lease(int workers, ExampleRows rows, ShardMemory memory) {
    for (Shared shared : kept) {
      if (shared.data.serves(workers, rows, memory)) {
        shared.users++;
        return new Lease(shared);
      }
    }
    closeUnused();
    Shared opened = new Shared(ShardedDataset.open(spark, dataset, workers, rows, memory));
    opened.users++;
    kept.add(opened);
    return new Lease(opened);
  }

  private synchronized void giveBack(Shared shared) {
    shared.users--;
  }

  private void closeUnused() {
    kept.removeIf(
        shared -> {
          if (shared.users == 0) {
            shared.data.close();
          }
          return shared.users == 0;
        });
  }

  @Override
  public synchronized void close() {
    kept.forEach(shared -> shared.data.close());
    kept.clear();
  }
}
