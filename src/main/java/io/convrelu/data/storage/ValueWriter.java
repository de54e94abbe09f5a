package io.convrelu.data.storage;

import io.convrelu.data.storage.HeapBudget.Reservation;
import java.util.Optional;

/** Takes examples of one size one after the other, as many as were announced. */
public final class ValueWriter {

  private final BlockLayout layout;
  private final Reservation reservation;
  private final byte[][] heap;
  private final Optional<SpillFile> spilled;
  private byte[] block = new byte[0];
  private int written;

  /**
   * Reserves room in the heap, as much of it as the limit leaves, and a file for the rest.
   *
   * @param bytesBeside bytes an example that its user keeps in the heap in any case; they count
   * @throws java.io.UncheckedIOException when a file is needed and cannot be made
   */
  public ValueWriter(int examples, int valuesPerExample, int bytesBeside, ShardMemory memory) {
    this(examples, valuesPerExample, bytesBeside, memory.bytes(), HeapBudget.ofThisJvm());
  }

  ValueWriter(int examples, int valuesPerExample, int bytesBeside, long limit, HeapBudget budget) {
    this.layout = BlockLayout.of(examples, valuesPerExample);
    this.reservation =
        budget.reserve((long) examples * bytesBeside, layout.bytes(), layout.blockBytes(), limit);
    boolean all = reservation.granted() == layout.bytes();
    this.heap =
        new byte[all ? layout.blocks() : (int) (reservation.granted() / layout.blockBytes())][];
    this.spilled = all ? Optional.empty() : Optional.of(SpillFile.create());
  }

  /**
   * Takes the next example.
   *
   * @param source holds it from {@code offset} on; is copied
   */
  public void add(byte[] source, int offset) {
    if (written == layout.examples()) {
      throw new IllegalStateException("more than the " + written + " examples announced");
    }
    int number = layout.block(written);
    int start = layout.offset(written);
    if (start == 0) {
      begin(number);
    }
    System.arraycopy(source, offset, block, start, layout.valuesPerExample());
    written++;
    int end = start + layout.valuesPerExample();
    if (number >= heap.length && end == layout.bytesOf(number)) {
      spilled.orElseThrow().append(block, end);
    }
  }

  /** All of them. */
  public StoredValues finish() {
    if (written != layout.examples()) {
      throw new IllegalStateException(written + " examples of " + layout.examples() + " announced");
    }
    return new StoredValues(layout, heap, spilled, reservation);
  }

  /** A block in the heap stays; one for the file is written over by the next. */
  private void begin(int number) {
    if (number < heap.length) {
      block = new byte[layout.bytesOf(number)];
      heap[number] = block;
    } else if (number == heap.length) {
      block = new byte[layout.bytesOf(number)];
    }
  }
}
