package io.convrelu.data.batch;

/** Reads mini-batches from a shard in a given order. */
public final class BatchReader {

  private final ExampleShard shard;
  private final FeatureEncoder encoder;
  private final EpochOrder order;

  public BatchReader(ExampleShard shard, FeatureEncoder encoder, EpochOrder order) {
    if (order.size() != shard.size()) {
      throw new IllegalArgumentException(
          "order of " + order.size() + " for a shard of " + shard.size() + " examples");
    }
    this.shard = shard;
    this.encoder = encoder;
    this.order = order;
  }

  /**
   * A batch for training. An example's augmentation depends on (seed, epoch, worker, example), not
   * on the batch it falls into.
   *
   * @param from position of the first example
   * @param size examples wanted; fewer come at the end of the shard
   */
  public Batch training(int from, int size, long seed, int epoch, int worker) {
    int count = Math.min(size, order.size() - from);
    float[] features = new float[count * encoder.size()];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      int index = order.at(from + i);
      encoder.encodeTraining(
          shard.values(),
          shard.offset(index),
          NamedSeed.random(seed, "augmentation", epoch, worker, index),
          features,
          i * encoder.size());
      labels[i] = shard.label(index);
    }
    return new Batch(count, features, labels);
  }

  /** A batch for evaluation. */
  public Batch evaluation(int from, int size) {
    int count = Math.min(size, order.size() - from);
    float[] features = new float[count * encoder.size()];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      int index = order.at(from + i);
      encoder.encode(shard.values(), shard.offset(index), features, i * encoder.size());
      labels[i] = shard.label(index);
    }
    return new Batch(count, features, labels);
  }
}
