package io.convrelu.sweep.space;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One value of a {@link GridAxis}: the settings that it sets, by dotted key. A plain value sets the
 * axis's key, a section sets each key in it.
 *
 * @param overrides strings, numbers, booleans or lists by dotted key; empty for an empty section,
 *     which leaves the base settings as they are
 * @param place where it was given, for errors
 */
record GridValue(SortedMap<String, Object> overrides, String place) {

  GridValue {
    overrides = new TreeMap<>(overrides);
    Objects.requireNonNull(place, "place");
  }

  /** For people: {@code activation.name=conv-relu activation.strategy=first}. */
  String label() {
    return overrides.entrySet().stream()
        .map(GridValue::assignment)
        .collect(Collectors.joining(" "));
  }

  private static String assignment(Map.Entry<String, Object> override) {
    return override.getKey() + "=" + CanonicalSettings.text(override.getValue());
  }
}
