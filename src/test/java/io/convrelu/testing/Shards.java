package io.convrelu.testing;

import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.ShardPacker;
import io.convrelu.data.storage.ShardMemory;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Shards that tests make up. */
public final class Shards {

  private Shards() {}

  /** Examples of these values with the ids {@code #0}, {@code #1} and so on, in the heap. */
  public static ExampleShard of(
      List<byte[]> values, int valuesPerExample, IntUnaryOperator labels) {
    return of(values, valuesPerExample, labels, ShardMemory.AUTO);
  }

  /** The same within a limit of memory. */
  public static ExampleShard of(
      List<byte[]> values, int valuesPerExample, IntUnaryOperator labels, ShardMemory memory) {
    ShardPacker packer = new ShardPacker(values.size(), valuesPerExample, memory);
    for (int i = 0; i < values.size(); i++) {
      packer.add(labels.applyAsInt(i), ExampleShard.hash("#" + i), values.get(i), 0);
    }
    return packer.pack();
  }
}
