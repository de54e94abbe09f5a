package io.convrelu.kernel.tile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Off-heap float32 memory, zero at first, aligned to cache lines, with one line of margin on either
 * side so that unaligned vector loads next to the ends stay inside. Positions count float values.
 */
public final class NativeFloats implements AutoCloseable {

  /** Bytes of a cache line. */
  private static final int LINE = 64;

  private final BytePointer allocation;
  private final BytePointer cursor;
  private final ByteBuffer bytes;
  private final FloatBuffer values;
  private final long floats;

  /**
   * @throws IllegalArgumentException when it would not fit one buffer of 2 GiB
   */
  public NativeFloats(long floats) {
    long size = floats * Float.BYTES;
    long all = bytes(floats);
    this.floats = floats;
    allocation = new BytePointer(all);
    Pointer.memset(allocation, 0, all);
    int skip = (int) (-allocation.address() & (LINE - 1));
    BytePointer start = allocation.getPointer(skip);
    bytes = start.capacity(size + 2L * LINE).asByteBuffer().order(ByteOrder.nativeOrder());
    cursor = start.getPointer(0);
    values = bytes.slice(LINE, (int) size).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /**
   * Bytes that so many values take, margins included.
   *
   * @throws IllegalArgumentException when they would not fit one buffer of 2 GiB
   */
  public static long bytes(long floats) {
    long size = floats * Float.BYTES;
    if (floats < 0 || size > Integer.MAX_VALUE - 4L * LINE) {
      throw new IllegalArgumentException(
          floats + " float values do not fit one buffer of 2 GiB; use a smaller batch");
    }
    return size + 3L * LINE;
  }

  /** Number of float values. */
  public long size() {
    return floats;
  }

  /** The memory with its margins; {@link #index} tells where a position lies. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** Index in {@link #bytes} of the float value at this position. */
  public int index(long position) {
    return Math.toIntExact(LINE + position * Float.BYTES);
  }

  /**
   * A view of {@code count} values from {@code position}. It does not keep the memory alive: hold
   * on to this object for as long.
   */
  public FloatBuffer floats(long position, int count) {
    return bytes
        .slice(index(position), count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Copies {@code count} values from a position on to the beginning of an array. */
  void read(long position, float[] to, int count) {
    values.get(Math.toIntExact(position), to, 0, count);
  }

  /** Copies the first {@code count} values of an array to a position. */
  void write(long position, float[] from, int count) {
    values.put(Math.toIntExact(position), from, 0, count);
  }

  /** Address of a value, for native code; the same object every time, moved. */
  public Pointer at(long position) {
    return cursor.position(LINE + position * Float.BYTES);
  }

  /** Sets every value to 0. */
  public void clear() {
    Pointer.memset(at(0), 0, floats * Float.BYTES);
  }

  /** Sets {@code count} values to 0. */
  public void clear(int position, int count) {
    Pointer.memset(at(position), 0, (long) count * Float.BYTES);
  }

  /** Copies {@code count} values. */
  public void copyFrom(NativeFloats source, int from, int to, int count) {
    bytes.put(index(to), source.bytes, source.index(from), count * Float.BYTES);
  }

  /** Gives the memory back; it must not be used afterwards. */
  @Override
  public void close() {
    allocation.deallocate();
  }
}
