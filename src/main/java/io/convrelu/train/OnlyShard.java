package io.convrelu.train;

import io.convrelu.data.batch.ExampleShard;
import java.util.Iterator;

/** A partition of dealt-out data holds one shard. */
final class OnlyShard {

  private OnlyShard() {}

  /** The shard; reads the iterator to its end, at which Spark releases its hold on the block. */
  static ExampleShard of(Iterator<ExampleShard> partition) {
    ExampleShard shard = partition.next();
    if (partition.hasNext()) {
      throw new IllegalStateException("a partition holds more than one shard");
    }
    return shard;
  }
}
