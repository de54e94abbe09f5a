package io.convrelu.data.storage;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/**
 * How Spark divides a JVM's heap (its tuning guide, "Memory Management Overview"): 300 MB are
 * reserved, {@code spark.memory.fraction} of the rest is for storage and execution together, of
 * which {@code spark.memory.storageFraction} cannot be taken away from storage.
 *
 * @param heap in bytes
 * @param fraction {@code spark.memory.fraction}
 * @param storageFraction {@code spark.memory.storageFraction}
 */
record SparkHeap(long heap, double fraction, double storageFraction) {

  private static final long RESERVED = 300L << 20;

  /** Leaves room for broadcast networks, which would otherwise push shards out. */
  private static final double SHARE_FOR_SHARDS = 0.9;

  /** As this JVM was started. */
  static SparkHeap ofThisJvm() {
    SparkConf conf =
        Optional.ofNullable(SparkEnv.get()).map(SparkEnv::conf).orElse(new SparkConf(false));
    return new SparkHeap(
        Runtime.getRuntime().maxMemory(),
        conf.getDouble("spark.memory.fraction", 0.6),
        conf.getDouble("spark.memory.storageFraction", 0.5));
  }

  /** What is storage's alone, in bytes. */
  long kept() {
    return (long) (shared() * storageFraction);
  }

  /** Most that shards can take before Spark drops some of them, in bytes. */
  long most() {
    return (long) (shared() * SHARE_FOR_SHARDS);
  }

  private double shared() {
    return Math.max(0, heap - RESERVED) * fraction;
  }
}
