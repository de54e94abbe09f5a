package io.convrelu.train.checkpoint;

import io.convrelu.data.Sha256;
import io.convrelu.train.checkpoint.DamagedCheckpointException.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code arrays.bin}: little-endian floats, one array after another. Both ways go through one small
 * buffer, so that no second copy of the arrays is in memory.
 */
final class ArraysFile {

  static final String NAME = "arrays.bin";

  private static final int BUFFER_FLOATS = 1 << 16;

  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final MessageDigest all = Sha256.create();

  private ArraysFile() {}

  /** Writes the arrays in the map's order. Does not close. */
  static StoredArrays write(OutputStream out, Map<String, float[]> arrays) throws IOException {
    return new ArraysFile().writeAll(out, arrays);
  }

  /**
   * Reads and checks the arrays.
   *
   * @param in holds as many bytes as {@code expected} says, or fewer; not more
   * @throws DamagedCheckpointException when they are not what was written
   */
  static Map<String, float[]> read(InputStream in, StoredArrays expected)
      throws IOException, DamagedCheckpointException {
    return new ArraysFile().readAll(in, expected);
  }

  private StoredArrays writeAll(OutputStream out, Map<String, float[]> arrays) throws IOException {
    List<StoredArray> list = new ArrayList<>();
    long offset = 0;
    for (Map.Entry<String, float[]> entry : arrays.entrySet()) {
      long bytes = (long) entry.getValue().length * Float.BYTES;
      list.add(new StoredArray(entry.getKey(), offset, bytes, write(out, entry.getValue())));
      offset += bytes;
    }
    return new StoredArrays(list, offset, hex(all));
  }

  private String write(OutputStream out, float[] values) throws IOException {
    MessageDigest own = Sha256.create();
    for (int at = 0; at < values.length; at += BUFFER_FLOATS) {
      int count = Math.min(BUFFER_FLOATS, values.length - at);
      buffer.asFloatBuffer().put(values, at, count);
      digest(own, count);
      out.write(buffer.array(), 0, count * Float.BYTES);
    }
    return hex(own);
  }

  private Map<String, float[]> readAll(InputStream in, StoredArrays expected)
      throws IOException, DamagedCheckpointException {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (StoredArray array : expected.list()) {
      arrays.put(array.name(), read(in, array));
    }
    if (!hex(all).equals(expected.sha256())) {
      throw new DamagedCheckpointException(Cause.CHANGED, "SHA-256 of " + NAME + " differs");
    }
    return arrays;
  }

  private float[] read(InputStream in, StoredArray array)
      throws IOException, DamagedCheckpointException {
    MessageDigest own = Sha256.create();
    float[] values = new float[array.floats()];
    for (int at = 0; at < values.length; at += BUFFER_FLOATS) {
      int count = Math.min(BUFFER_FLOATS, values.length - at);
      int bytes = count * Float.BYTES;
      if (in.readNBytes(buffer.array(), 0, bytes) < bytes) {
        throw new DamagedCheckpointException(
            Cause.CHANGED, NAME + " ends within array '" + array.name() + "'");
      }
      digest(own, count);
      buffer.asFloatBuffer().get(values, at, count);
    }
    if (!hex(own).equals(array.sha256())) {
      throw new DamagedCheckpointException(
          Cause.CHANGED, "SHA-256 of array '" + array.name() + "' differs");
    }
    return values;
  }

  private void digest(MessageDigest own, int floats) {
    own.update(buffer.array(), 0, floats * Float.BYTES);
    all.update(buffer.array(), 0, floats * Float.BYTES);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
