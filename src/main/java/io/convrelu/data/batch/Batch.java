package io.convrelu.data.batch;

import io.convrelu.data.storage.ValueCursor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * One mini-batch, in memory that is used again for the next: touching fresh memory costs more than
 * encoding into it. Remembers what it holds, so that a sparse encoding takes back the old values
 * instead of clearing everything.
 */
public final class Batch {

  /** In place of a class. */
  private static final int UNLABELLED = -1;

  private final FloatBuffer features;
  private final int floatsPerExample;
  private final int[] labels;
  private final byte[] held;
  private final int heldPerExample;
  private int size;
  private long idSum;

  /**
   * An empty batch.
   *
   * @param encoder of the examples that it will hold; others may write to it later if they are of
   *     the same kind and shape
   * @param features zeros; there is room for as many examples as fit
   */
  public Batch(FeatureEncoder encoder, FloatBuffer features) {
    this.features = features;
    this.floatsPerExample = encoder.size();
    this.labels = new int[features.capacity() / floatsPerExample];
    this.heldPerExample = encoder.bytesToErase();
    this.held = new byte[labels.length * heldPerExample];
  }

  /** An empty batch in the heap. */
  public static Batch inHeap(FeatureEncoder encoder, int capacity) {
    return new Batch(encoder, FloatBuffer.allocate(capacity * encoder.size()));
  }

  /** Examples that there is room for. */
  public int capacity() {
    return labels.length;
  }

  /** Examples, N. */
  public int size() {
    return size;
  }

  /** Class of example {@code n}; -1 where it has none. */
  public int label(int n) {
    if (n >= size) {
      throw new IndexOutOfBoundsException("example " + n + " of " + size);
    }
    return labels[n];
  }

  /** How many examples it holds, and which. */
  public ExampleTally tally() {
    return new ExampleTally(size, idSum);
  }

  /** {@code [N, C, H, W]}, row-major, at the start; what lies behind is of older batches. */
  public FloatBuffer features() {
    return features;
  }

  /** Makes room for the examples of a new batch, each of which is then to be begun and encoded. */
  void resize(int examples) {
    if (examples < 0 || examples > labels.length) {
      throw new IllegalArgumentException(
          examples + " examples in a batch that has room for " + labels.length);
    }
    size = examples;
    idSum = 0;
  }

  /**
   * Erases what place {@code n} holds and notes what it is going to hold.
   *
   * @param values is at the example of that index
   * @return where in {@link #features} its floats start
   */
  int begin(int n, ExampleShard shard, int index, ValueCursor values, FeatureEncoder encoder) {
    labels[n] = shard.label(index);
    idSum += shard.idHash(index);
    return begin(n, values.array(), values.offset(), encoder);
  }

  /**
   * Fills the batch with examples that have no label, for evaluation.
   *
   * @param examples the bytes of each, as a shard would keep them; no more than there is room for
   */
  public void unlabelled(List<byte[]> examples, FeatureEncoder encoder) {
    resize(examples.size());
    for (int n = 0; n < size; n++) {
      byte[] values = examples.get(n);
      labels[n] = UNLABELLED;
      encoder.encode(values, 0, features, begin(n, values, 0, encoder));
    }
  }

  private int begin(int n, byte[] values, int offset, FeatureEncoder encoder) {
    int remembered = n * heldPerExample;
    encoder.erase(held, remembered, features, n * floatsPerExample);
    System.arraycopy(values, offset, held, remembered, heldPerExample);
    return n * floatsPerExample;
  }
}
