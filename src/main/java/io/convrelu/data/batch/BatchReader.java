package io.convrelu.data.batch;

import io.convrelu.data.storage.ValueCursor;

/** Reads mini-batches from a shard in a given order, for one thread at a time. */
public final class BatchReader {

  private final ExampleShard shard;
  private final FeatureEncoder encoder;
  private final EpochOrder order;
  private final ValueCursor values;

  public BatchReader(ExampleShard shard, FeatureEncoder encoder, EpochOrder order) {
    if (order.size() != shard.size()) {
      throw new IllegalArgumentException(
          "order of " + order.size() + " for a shard of " + shard.size() + " examples");
    }
    this.shard = shard;
    this.encoder = encoder;
    this.order = order;
    this.values = shard.cursor();
  }

  /**
   * Fills a batch for training; at the end of the shard with fewer examples than it has room for.
   * An example's augmentation depends on (seed, epoch, worker, example), not on the batch it falls
   * into.
   *
   * @param from position of the first example
   */
  public void training(Batch batch, int from, long seed, int epoch, int worker) {
    batch.resize(Math.min(batch.capacity(), order.size() - from));
    for (int n = 0; n < batch.size(); n++) {
      int index = order.at(from + n);
      values.moveTo(index);
      encoder.encodeTraining(
          values.array(),
          values.offset(),
          NamedSeed.random(seed, "augmentation", epoch, worker, index),
          batch.features(),
          batch.begin(n, shard, index, values, encoder));
    }
  }

  /**
   * Fills a batch for evaluation.
   *
   * @param from position of the first example
   * @param to position after the last
   */
  public void evaluation(Batch batch, int from, int to) {
    batch.resize(to - from);
    for (int n = 0; n < batch.size(); n++) {
      int index = order.at(from + n);
      values.moveTo(index);
      encoder.encode(
          values.array(),
          values.offset(),
          batch.features(),
          batch.begin(n, shard, index, values, encoder));
    }
  }
}
