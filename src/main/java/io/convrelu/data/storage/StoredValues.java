package io.convrelu.data.storage;

import io.convrelu.data.storage.HeapBudget.Reservation;
import java.util.Optional;

/**
 * The bytes of examples of one size: the first blocks in the heap, the others in a file. Made by
 * {@link ValueWriter}, read by {@link ValueCursor}. Not to be changed, so any number of threads may
 * read, each with a cursor of its own.
 */
public final class StoredValues {

  private final BlockLayout layout;
  private final byte[][] heap;
  private final Optional<SpillFile> spilled;

  /** Its end is the end of the reservation. */
  @SuppressWarnings({"unused", "FieldCanBeLocal", "UnusedVariable"})
  private final Reservation reservation;

  StoredValues(
      BlockLayout layout, byte[][] heap, Optional<SpillFile> spilled, Reservation reservation) {
    this.layout = layout;
    this.heap = heap;
    this.spilled = spilled;
    this.reservation = reservation;
  }

  /** Number of examples. */
  public int examples() {
    return layout.examples();
  }

  /** Bytes of each example. */
  public int valuesPerExample() {
    return layout.valuesPerExample();
  }

  /** Bytes in the heap. */
  public long heapBytes() {
    long bytes = 0;
    for (byte[] block : heap) {
      bytes += block.length;
    }
    return bytes;
  }

  /** Bytes in a file. */
  public long spilledBytes() {
    return layout.bytes() - heapBytes();
  }

  /** A reader for one thread. */
  public ValueCursor cursor() {
    return new ValueCursor(layout, heap, spilled);
  }
}
