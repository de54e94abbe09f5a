package io.convrelu.data.shard;

import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.ShardPacker;
import io.convrelu.data.storage.ShardMemory;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Reads a worker's share on the executor that is going to use it. */
public final class ShardReader implements FlatMapFunction<Iterator<WorkerShare>, ExampleShard> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> hadoop;
  private final ExampleFormat format;
  private final ShardMemory memory;

  /**
   * @param hadoop the driver's settings of file systems
   * @param memory that all shards of an executor may take together
   */
  public ShardReader(
      Broadcast<SerializableConfiguration> hadoop, ExampleFormat format, ShardMemory memory) {
    this.hadoop = hadoop;
    this.format = format;
    this.memory = memory;
  }

  /**
   * One shard a share, in partitions of their own, in the order given. Nothing is read before the
   * shards are asked for; then a share that cannot be read fails its task with a {@link
   * io.convrelu.data.BadInputException} in the chain of causes.
   */
  public JavaRDD<ExampleShard> shards(JavaSparkContext spark, List<WorkerShare> shares) {
    return spark.parallelize(shares, shares.size()).mapPartitions(this);
  }

  @Override
  public Iterator<ExampleShard> call(Iterator<WorkerShare> partition) {
    return Collections.singleton(read(partition.next())).iterator();
  }

  private ExampleShard read(WorkerShare share) {
    ShardPacker packer = new ShardPacker(size(share), format.rows().valuesPerExample(), memory);
    for (FileSlice slice : share.slices()) {
      new SliceReader(slice, format, packer).read(hadoop.value().value());
    }
    return packer.pack();
  }

  private static int size(WorkerShare share) {
    if (share.examples() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "worker "
              + share.worker()
              + " has "
              + share.examples()
              + " examples, more than 2^31; raise train.workers");
    }
    return (int) share.examples();
  }
}
