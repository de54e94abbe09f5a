package io.convrelu.data.storage;

import java.util.Optional;

/**
 * Looks at one example at a time: in place where it is in the heap, in a copy of the cursor's own
 * where it is in a file. Not to be shared between threads.
 */
public final class ValueCursor {

  private final BlockLayout layout;
  private final byte[][] heap;
  private final Optional<SpillFile> spilled;
  private final byte[] copy;
  private byte[] array;
  private int offset;

  ValueCursor(BlockLayout layout, byte[][] heap, Optional<SpillFile> spilled) {
    this.layout = layout;
    this.heap = heap;
    this.spilled = spilled;
    this.copy = new byte[spilled.isPresent() ? layout.valuesPerExample() : 0];
    this.array = copy;
  }

  /**
   * Moves on to an example.
   *
   * @throws java.io.UncheckedIOException when its file cannot be read
   */
  public void moveTo(int index) {
    if (index < 0 || index >= layout.examples()) {
      throw new IndexOutOfBoundsException("example " + index + " of " + layout.examples());
    }
    int block = layout.block(index);
    if (block < heap.length) {
      array = heap[block];
      offset = layout.offset(index);
    } else {
      long start = (long) (block - heap.length) * layout.blockBytes() + layout.offset(index);
      spilled.orElseThrow().read(start, copy, copy.length);
      array = copy;
      offset = 0;
    }
  }

  /** Holds the example from {@link #offset} on, until the next move. Not to be changed. */
  public byte[] array() {
    return array;
  }

  /** Where in {@link #array} the example starts. */
  public int offset() {
    return offset;
  }
}
