package io.convrelu.data.batch;

import java.util.SplittableRandom;

/**
 * The order in which a worker sees its examples in one epoch. It depends on (seed, epoch, worker)
 * alone, and every example is in it exactly once.
 */
public final class EpochOrder {

  private final int[] order;

  private EpochOrder(int[] order) {
    this.order = order;
  }

  /** A random permutation of {@code size} examples (Fisher and Yates). */
  public static EpochOrder shuffled(int size, long seed, int epoch, int worker) {
    int[] order = identity(size);
    SplittableRandom random = NamedSeed.random(seed, "order", epoch, worker);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return new EpochOrder(order);
  }

  /** The shard's own order, for evaluation. */
  public static EpochOrder unshuffled(int size) {
    return new EpochOrder(identity(size));
  }

  /** Number of examples. */
  public int size() {
    return order.length;
  }

  /** Index in the shard of the example at a position. */
  public int at(int position) {
    return order[position];
  }

  private static int[] identity(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    return order;
  }
}
