package io.convrelu.train.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A checkpoint without its numbers: what {@code checkpoint.json} says.
 *
 * @param position see {@link Checkpoint}
 * @param identity see {@link Checkpoint}
 * @param progress see {@link Checkpoint}
 * @param validationScore see {@link Checkpoint}
 * @param arrays what must be in {@code arrays.bin}
 */
record CheckpointManifest(
    CheckpointPosition position,
    String identity,
    JsonNode progress,
    OptionalDouble validationScore,
    StoredArrays arrays) {

  static CheckpointManifest of(Checkpoint checkpoint, StoredArrays arrays) {
    return new CheckpointManifest(
        checkpoint.position(),
        checkpoint.identity(),
        checkpoint.progress(),
        checkpoint.validationScore(),
        arrays);
  }

  Checkpoint with(Map<String, float[]> values) {
    return new Checkpoint(position, identity, progress, values, validationScore);
  }
}
