package io.convrelu.train.memory;

import java.util.function.ToLongFunction;

/**
 * A bound on memory, and what has to stay below it.
 *
 * @param setting that sets the bound
 * @param bytes the bound
 * @param needed the part of a JVM's need that it bounds
 * @param certain share of an estimated need that is certainly needed; 0 where nobody enforces the
 *     bound
 * @param what is needed, for the user
 * @param remedy how to raise the bound; {@code %s} stands for an amount that suffices
 */
record Limit(
    String setting,
    long bytes,
    ToLongFunction<MemoryNeed> needed,
    double certain,
    String what,
    String remedy) {

  /** JavaCPP's count is known to a hundredth; with 97% of it no training came through. */
  private static final double CERTAIN_COUNT = 0.98;

  /** Native memory in all was estimated within a tenth of what was measured. */
  private static final double CERTAIN_NATIVE = 0.9;

  /** Trainings with less than this share of the estimated heap ran out of it. */
  private static final double CERTAIN_HEAP = 0.65;

  static Limit counted(long bytes) {
    return new Limit(
        "org.bytedeco.javacpp.maxbytes",
        bytes,
        MemoryNeed::counted,
        CERTAIN_COUNT,
        "off-heap for fused layers",
        "set CONVRELU_OFF_HEAP=%s (-Dorg.bytedeco.javacpp.maxbytes)");
  }

  static Limit physical(long bytes) {
    return new Limit(
        "org.bytedeco.javacpp.maxphysicalbytes",
        bytes,
        MemoryNeed::offHeap,
        CERTAIN_NATIVE,
        "off-heap",
        "set -Dorg.bytedeco.javacpp.maxphysicalbytes=0, as the scripts under jobs/ do");
  }

  static Limit overhead(Deployment deployment, long bytes) {
    return new Limit(
        "spark.executor.memoryOverhead",
        bytes,
        MemoryNeed::offHeap,
        deployment == Deployment.WATCHED ? CERTAIN_NATIVE : 0,
        "off-heap, the JVM's own share included",
        "set CONVRELU_EXECUTOR_OVERHEAD=%s (spark.executor.memoryOverhead)");
  }

  static Limit executorHeap(long bytes) {
    return heap("spark.executor.memory", bytes, "CONVRELU_EXECUTOR_MEMORY");
  }

  static Limit driverHeap(long bytes) {
    return heap("spark.driver.memory", bytes, "CONVRELU_DRIVER_MEMORY");
  }

  private static Limit heap(String setting, long bytes, String variable) {
    return new Limit(
        setting,
        bytes,
        MemoryNeed::heap,
        CERTAIN_HEAP,
        "heap",
        "set " + variable + "=%s (" + setting + ")");
  }

  /** Driver and workers in one JVM, which fills the machine. */
  static Limit machine(long bytes) {
    return new Limit(
        "memory of this machine",
        bytes,
        need -> need.offHeap() + need.heap(),
        CERTAIN_HEAP,
        "in all",
        "use a machine or container with %s");
  }

  boolean holds(MemoryNeed need) {
    return needed.applyAsLong(need) <= bytes;
  }

  /**
   * Whether it cannot hold, whatever the estimate is off by.
   *
   * @param need without what may not be needed at the same time
   */
  boolean breaksFor(MemoryNeed need) {
    return needed.applyAsLong(need) * certain > bytes;
  }
}
