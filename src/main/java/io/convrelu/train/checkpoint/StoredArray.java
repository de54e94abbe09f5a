package io.convrelu.train.checkpoint;

import java.util.Objects;

/**
 * Where in {@code arrays.bin} an array is.
 *
 * @param name unique in its checkpoint
 * @param offset of its first byte
 * @param bytes 4 a float
 * @param sha256 of these bytes, in hex
 */
record StoredArray(String name, long offset, long bytes, String sha256) {

  StoredArray {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sha256, "sha256");
    if (offset < 0 || bytes < 0 || bytes % Float.BYTES != 0) {
      throw new IllegalArgumentException(
          "array '" + name + "' of " + bytes + " bytes at " + offset + " is not one of floats");
    }
    if (bytes / Float.BYTES > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("array '" + name + "' is too long: " + bytes + " bytes");
    }
  }

  int floats() {
    return (int) (bytes / Float.BYTES);
  }
}
