package io.convrelu.data.batch;

import java.io.Serializable;
import java.util.List;

/**
 * The examples of one logical worker, as bytes: images channel by channel ({@code [C, H, W]}, red
 * before green before blue), texts as character codes. One byte a value, so that a data set takes a
 * quarter of the memory of its floats.
 */
public final class ExampleShard implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] labels;
  private final byte[] values;
  private final int valuesPerExample;

  private ExampleShard(int[] labels, byte[] values, int valuesPerExample) {
    this.labels = labels;
    this.values = values;
    this.valuesPerExample = valuesPerExample;
  }

  /**
   * Packs examples in the order given.
   *
   * @throws IllegalArgumentException when the shard would not fit into one array (2 GB); more
   *     workers make smaller shards
   */
  public static ExampleShard of(List<Example> examples, int valuesPerExample) {
    long size = (long) examples.size() * valuesPerExample;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a worker's share is "
              + examples.size()
              + " examples of "
              + valuesPerExample
              + " bytes, more than 2 GB; raise train.workers");
    }
    int[] labels = new int[examples.size()];
    byte[] values = new byte[(int) size];
    for (int i = 0; i < labels.length; i++) {
      Example example = examples.get(i);
      if (example.values().length != valuesPerExample) {
        throw new IllegalArgumentException(
            "example of " + example.values().length + " values, expected " + valuesPerExample);
      }
      labels[i] = example.label();
      System.arraycopy(example.values(), 0, values, i * valuesPerExample, valuesPerExample);
    }
    return new ExampleShard(labels, values, valuesPerExample);
  }

  /** Number of examples. */
  public int size() {
    return labels.length;
  }

  /** Class of an example. */
  public int label(int index) {
    return labels[index];
  }

  /** All values of all examples; an example's start at {@link #offset}. Not to be changed. */
  byte[] values() {
    return values;
  }

  int offset(int index) {
    return index * valuesPerExample;
  }

  int valuesPerExample() {
    return valuesPerExample;
  }
}
