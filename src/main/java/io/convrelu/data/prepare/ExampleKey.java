package io.convrelu.data.prepare;

import io.convrelu.data.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Two independent pseudo-random numbers of an example, from seed and id alone: the first sixteen
 * bytes of SHA-256 of {@code <seed as decimal> ':' <id>} in UTF-8, read as two big-endian signed
 * numbers. {@code order} sorts the examples of a split into their shuffled order, {@code choice}
 * decides on the split.
 */
record ExampleKey(long order, long choice) {

  static ExampleKey of(long seed, String id) {
    byte[] text = (seed + ":" + id).getBytes(StandardCharsets.UTF_8);
    ByteBuffer digest = ByteBuffer.wrap(Sha256.digest(text));
    return new ExampleKey(digest.getLong(), digest.getLong());
  }
}
