package io.convrelu.train.checkpoint;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What {@code arrays.bin} holds: arrays one after another, without gaps.
 *
 * @param list in the order of the file
 * @param bytes of the whole file
 * @param sha256 of the whole file, in hex
 */
record StoredArrays(List<StoredArray> list, long bytes, String sha256) {

  StoredArrays {
    list = List.copyOf(list);
    Objects.requireNonNull(sha256, "sha256");
    Set<String> names = new HashSet<>();
    long end = 0;
    for (StoredArray array : list) {
      if (array.offset() != end || !names.add(array.name())) {
        throw new IllegalArgumentException(
            "array '" + array.name() + "' at byte " + array.offset() + " is out of place");
      }
      end += array.bytes();
    }
    if (end != bytes) {
      throw new IllegalArgumentException("arrays end at byte " + end + " of " + bytes);
    }
  }
}
