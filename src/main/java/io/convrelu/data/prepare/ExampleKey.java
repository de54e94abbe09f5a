package io.convrelu.data.prepare;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Two independent pseudo-random numbers of an example, from seed and id alone: the first sixteen
 * bytes of SHA-256 of {@code <seed as decimal> ':' <id>} in UTF-8, read as two big-endian signed
 * numbers. {@code order} sorts the examples of a split into their shuffled order, {@code choice}
 * decides on the split.
 */
record ExampleKey(long order, long choice) {

  static ExampleKey of(long seed, String id) {
    byte[] text = (seed + ":" + id).getBytes(StandardCharsets.UTF_8);
    ByteBuffer digest = ByteBuffer.wrap(Sha256.create().digest(text));
    return new ExampleKey(digest.getLong(), digest.getLong());
  }

  /** SHA-256, which every JVM has. */
  static final class Sha256 {

    private Sha256() {}

    static MessageDigest create() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JVM has SHA-256", e);
      }
    }
  }
}
