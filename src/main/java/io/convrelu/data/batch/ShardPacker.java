package io.convrelu.data.batch;

import io.convrelu.data.storage.ShardMemory;
import io.convrelu.data.storage.ValueWriter;

/** Makes a shard of examples that come one after the other. */
public final class ShardPacker {

  private final int[] labels;
  private final long[] idHashes;
  private final ValueWriter values;
  private final ShardMemory memory;
  private int packed;

  /**
   * @param examples that are going to be added
   * @param valuesPerExample bytes of each
   * @param memory that all shards of this JVM may take together
   */
  public ShardPacker(int examples, int valuesPerExample, ShardMemory memory) {
    this.values =
        new ValueWriter(examples, valuesPerExample, ExampleShard.BYTES_BESIDE_VALUES, memory);
    this.labels = new int[examples];
    this.idHashes = new long[examples];
    this.memory = memory;
  }

  /**
   * Adds an example.
   *
   * @param label class
   * @param idHash {@link ExampleShard#hash} of its id
   * @param source holds its values from {@code offset} on; is copied
   */
  public void add(int label, long idHash, byte[] source, int offset) {
    values.add(source, offset);
    labels[packed] = label;
    idHashes[packed] = idHash;
    packed++;
  }

  /** All that were announced. */
  public ExampleShard pack() {
    return new ExampleShard(labels, idHashes, values.finish(), memory);
  }
}
