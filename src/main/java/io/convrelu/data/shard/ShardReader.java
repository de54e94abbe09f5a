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
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/** Reads a worker's share on the executor that is going to use it. */
public final class ShardReader implements FlatMapFunction<Iterator<WorkerShare>, ExampleShard> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> hadoop;
  private final ExampleFormat format;
  private final ShardMemory memory;
  private final String dataset;

  /**
   * @param hadoop the driver's settings of file systems
   * @param dataset its fingerprint
   * @param memory that all shards of an executor may take together
   */
  public ShardReader(
      Broadcast<SerializableConfiguration> hadoop,
      ExampleFormat format,
      ShardMemory memory,
      String dataset) {
    this.hadoop = hadoop;
    this.format = format;
    this.memory = memory;
    this.dataset = dataset;
  }

  /**
   * One shard a share, in partitions of their own, in the order given. Nothing is read before the
   * shards are asked for; then a share that cannot be read fails its task with a {@link
   * io.convrelu.data.BadInputException} in the chain of causes. Once read, shards stay: those of
   * several workers where Spark keeps them, that of a single worker in every executor that was
   * asked for it.
   */
  public JavaRDD<ExampleShard> shards(JavaSparkContext spark, List<WorkerShare> shares) {
    JavaRDD<WorkerShare> dealt = spark.parallelize(shares, shares.size());
    return shares.size() == 1
        ? dealt.mapPartitions(this::kept)
        : dealt.mapPartitions(this).persist(StorageLevel.MEMORY_ONLY());
  }

  @Override
  public Iterator<ExampleShard> call(Iterator<WorkerShare> partition) {
    return Collections.singleton(read(partition.next())).iterator();
  }

  private Iterator<ExampleShard> kept(Iterator<WorkerShare> partition) {
    WorkerShare share = partition.next();
    ExampleShard shard =
        ExecutorShards.ofThisJvm().get(List.of(dataset, share, format, memory), () -> read(share));
    return Collections.singleton(shard).iterator();
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
