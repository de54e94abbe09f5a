package io.convrelu.data.batch;

import io.convrelu.data.DatasetDescription.ImageShape;
import io.convrelu.data.ExampleSchema;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** Turns what a prepared data set stores of an example into the bytes that a shard keeps. */
public sealed interface ExampleRows extends Serializable {

  /** Bytes of every example in a shard. */
  int valuesPerExample();

  /** The column of {@link ExampleSchema} that is read, with the structs that it is in. */
  List<String> column();

  /** The lengths that a stored value may have, in bytes. */
  StoredLength storedLength();

  /**
   * Converts one example.
   *
   * @param stored of a length that is allowed
   * @param values takes {@link #valuesPerExample} bytes
   */
  void convert(byte[] stored, byte[] values);

  /** Images: Spark stores them pixel by pixel, blue first; networks read channel by channel. */
  record Images(int channels, int height, int width) implements ExampleRows {

    /** For images of this shape. */
    public static Images of(ImageShape shape) {
      return new Images(shape.channels(), shape.height(), shape.width());
    }

    @Override
    public int valuesPerExample() {
      return channels * height * width;
    }

    @Override
    public List<String> column() {
      return List.of(ExampleSchema.IMAGE, "data");
    }

    @Override
    public StoredLength storedLength() {
      return new StoredLength(valuesPerExample(), valuesPerExample());
    }

    @Override
    public void convert(byte[] stored, byte[] values) {
      int area = height * width;
      for (int c = 0; c < channels; c++) {
        int plane = (channels - 1 - c) * area;
        for (int i = 0; i < area; i++) {
          values[plane + i] = stored[i * channels + c];
        }
      }
    }
  }

  /**
   * Texts: the first {@code length} character codes; a shorter text is filled with 0.
   *
   * @param length characters read
   */
  record Texts(int length) implements ExampleRows {

    @Override
    public int valuesPerExample() {
      return length;
    }

    @Override
    public List<String> column() {
      return List.of(ExampleSchema.CODES);
    }

    @Override
    public StoredLength storedLength() {
      return new StoredLength(0, ExampleSchema.MAX_CODES);
    }

    @Override
    public void convert(byte[] stored, byte[] values) {
      int taken = Math.min(stored.length, length);
      System.arraycopy(stored, 0, values, 0, taken);
      Arrays.fill(values, taken, length, (byte) 0);
    }
  }

  /** From least to most, both allowed, in bytes. */
  record StoredLength(int least, int most) {

    /** Whether a length is allowed. */
    public boolean allows(int length) {
      return length >= least && length <= most;
    }

    @Override
    public String toString() {
      return least == most ? least + " bytes" : least + " to " + most + " bytes";
    }
  }
}
