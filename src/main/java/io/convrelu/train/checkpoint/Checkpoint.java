package io.convrelu.train.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Everything a training needs to go on from one of its rounds to the same bits.
 *
 * @param position which round
 * @param identity what must be the same in the training that goes on, as canonical JSON; compared
 *     by whoever trains, not here
 * @param progress what else there is to go on with (metrics so far, totals of a begun epoch), in a
 *     form that only whoever trains knows. Numbers are finite: JSON has no others
 * @param arrays the numbers by name (parameters, momentum and so on), in the order in which they
 *     are stored. The arrays are not copied
 * @param validationScore of the parameters; higher is better. Empty where nothing was validated
 */
public record Checkpoint(
    CheckpointPosition position,
    String identity,
    JsonNode progress,
    Map<String, float[]> arrays,
    OptionalDouble validationScore) {

  public Checkpoint {
    Objects.requireNonNull(position, "position");
    Objects.requireNonNull(identity, "identity");
    requireFinite(Objects.requireNonNull(progress, "progress"));
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    arrays.forEach((name, values) -> Objects.requireNonNull(values, name));
    if (validationScore.isPresent() && Double.isNaN(validationScore.getAsDouble())) {
      throw new IllegalArgumentException("a validation score that is NaN cannot be compared");
    }
  }

  private static void requireFinite(JsonNode node) {
    if ((node.isDouble() || node.isFloat()) && !Double.isFinite(node.doubleValue())) {
      throw new IllegalArgumentException(
          "progress holds " + node + ", which JSON has no number for");
    }
    node.forEach(Checkpoint::requireFinite);
  }
}
