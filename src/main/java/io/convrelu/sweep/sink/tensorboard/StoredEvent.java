package io.convrelu.sweep.sink.tensorboard;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * An event of an earlier run of the sweep.
 *
 * @param step its epoch; 0 for the trial's settings
 * @param content the record's content
 */
record StoredEvent(long step, byte[] content) {

  private static final int STEP = 2;
  private static final int SUMMARY = 5;

  /** The event that a record holds, if it tells of the trial; headers of files do not. */
  static Optional<StoredEvent> of(byte[] content) {
    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    long step = 0;
    boolean summary = false;
    try {
      while (in.hasRemaining()) {
        long key = varint(in);
        int field = (int) (key >>> 3);
        switch ((int) (key & 7)) {
          case 0 -> {
            long value = varint(in);
            step = field == STEP ? value : step;
          }
          case 1 -> in.getLong();
          case 2 -> {
            summary |= field == SUMMARY;
            int length = Math.toIntExact(varint(in));
            in.position(in.position() + length);
          }
          case 5 -> in.getInt();
          default -> {
            return Optional.empty();
          }
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
      // Not an event of ours, though its checksum is right.
      return Optional.empty();
    }
    return summary ? Optional.of(new StoredEvent(step, content)) : Optional.empty();
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new ArithmeticException("a number of more than 64 bits");
  }
}
