package io.convrelu.train.memory;

/**
 * What a JVM takes for itself, whoever trains in it: classes, compiled code, the garbage
 * collector's books, Spark. Measured with Java 17 and G1 (docs/TRAINING.md).
 */
final class JvmShare {

  private static final long EXECUTOR = 245 * Bytes.MEGABYTE;
  private static final long DRIVER_AND_EXECUTOR = 270 * Bytes.MEGABYTE;

  /** Of the heap, beside it. */
  private static final double COLLECTOR = 0.03;

  private static final long HEAP = 200 * Bytes.MEGABYTE;

  /** The broadcast numbers of a round: as they travelled, and as a worker reads them. */
  private static final int BROADCAST_COPIES = 2;

  /** The averaged numbers, the next ones, and both forms of the broadcast. */
  private static final int DRIVER_COPIES = 4;

  /** A result: as it came, in a buffer on the way to an object, and as an object. */
  private static final int RESULT_COPIES = 3;

  private JvmShare() {}

  /** An executor on a cluster, without its workers. */
  static MemoryNeed executor(long heap, TrainingNeed need) {
    return new MemoryNeed(
        0,
        EXECUTOR + (long) (heap * COLLECTOR),
        HEAP + need.shards() + BROADCAST_COPIES * need.numbers());
  }

  /** A driver on a cluster. */
  static MemoryNeed driver(TrainingNeed need) {
    return new MemoryNeed(
        0, 0, HEAP + DRIVER_COPIES * need.numbers() + RESULT_COPIES * need.results());
  }

  /** Both in one JVM, where the first network's arrays wait for the garbage collector as well. */
  static MemoryNeed local(long heap, TrainingNeed need) {
    long beside = DRIVER_AND_EXECUTOR + (long) (heap * COLLECTOR) + need.numbers();
    return new MemoryNeed(
        0, beside, driver(need).heap() + need.shards() + BROADCAST_COPIES * need.numbers());
  }
}
