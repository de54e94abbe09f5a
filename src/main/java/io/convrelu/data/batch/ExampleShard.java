package io.convrelu.data.batch;

import io.convrelu.data.storage.ShardMemory;
import io.convrelu.data.storage.StoredValues;
import io.convrelu.data.storage.ValueCursor;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.util.KnownSizeEstimation;

/**
 * The examples of one logical worker, as bytes: images channel by channel ({@code [C, H, W]}, red
 * before green before blue), texts as character codes. One byte a value, so that a data set takes a
 * quarter of the memory of its floats. What exceeds the memory budget of the JVM is in a file; how
 * much of it is changes nothing but the time to read it.
 *
 * <p>Travels between JVMs example by example ({@link ShardInTransit}); the receiving JVM keeps it
 * within its own budget.
 */
public final class ExampleShard implements Serializable, KnownSizeEstimation {

  private static final long serialVersionUID = 2L;

  /** A label, a hash and a place in the order of the epoch. */
  static final int BYTES_BESIDE_VALUES = Integer.BYTES + Long.BYTES + Integer.BYTES;

  private final transient int[] labels;
  private final transient long[] idHashes;
  private final transient StoredValues values;
  private final transient ShardMemory memory;
  private final transient AtomicReference<Shuffled> latest = new AtomicReference<>(Shuffled.NONE);

  /** An order and what it is of. */
  private record Shuffled(long seed, int epoch, int worker, EpochOrder order) {
    static final Shuffled NONE = new Shuffled(0, -1, -1, EpochOrder.unshuffled(0));

    boolean is(long itsSeed, int itsEpoch, int itsWorker) {
      return seed == itsSeed && epoch == itsEpoch && worker == itsWorker;
    }
  }

  ExampleShard(int[] labels, long[] idHashes, StoredValues values, ShardMemory memory) {
    this.labels = labels;
    this.idHashes = idHashes;
    this.values = values;
    this.memory = memory;
  }

  /** The hash that stands for an example in an {@link ExampleTally}. */
  public static long hash(String id) {
    return NamedSeed.derive(0, id);
  }

  /** Number of examples. */
  public int size() {
    return labels.length;
  }

  /** Class of an example. */
  public int label(int index) {
    return labels[index];
  }

  /** {@link #hash} of an example's id. */
  public long idHash(int index) {
    return idHashes[index];
  }

  /** All examples, each once. */
  public ExampleTally tally() {
    long sum = 0;
    for (long hash : idHashes) {
      sum += hash;
    }
    return new ExampleTally(labels.length, sum);
  }

  /**
   * The order of an epoch, {@link EpochOrder#shuffled}. The latest is kept, so that the rounds of
   * an epoch shuffle once between them.
   */
  public EpochOrder order(long seed, int epoch, int worker) {
    Shuffled kept = latest.get();
    if (!kept.is(seed, epoch, worker)) {
      EpochOrder order = EpochOrder.shuffled(size(), seed, epoch, worker);
      kept = new Shuffled(seed, epoch, worker, order);
      latest.set(kept);
    }
    return kept.order();
  }

  /** The bytes of its examples, {@link ExampleRows#valuesPerExample} each, for one thread. */
  public ValueCursor cursor() {
    return values.cursor();
  }

  /** Bytes of values that are in a file. */
  public long spilledBytes() {
    return values.spilledBytes();
  }

  /** Bytes in the heap, for Spark: following all references would find the whole JVM. */
  @Override
  public long estimatedSize() {
    return values.heapBytes() + (long) size() * BYTES_BESIDE_VALUES;
  }

  int valuesPerExample() {
    return values.valuesPerExample();
  }

  ShardMemory memory() {
    return memory;
  }

  private Object writeReplace() {
    return new ShardInTransit(this);
  }
}
