package io.convrelu.sweep.space;

import java.util.List;
import java.util.Map;

/**
 * Holds when a key has one of some values. A key without a value, common or drawn, meets no
 * condition, whatever its default.
 *
 * @param values as {@link CanonicalSettings#text} writes them
 */
record Condition(String key, List<String> values) {

  Condition {
    values = List.copyOf(values);
  }

  boolean holds(Map<String, Object> given) {
    return given.containsKey(key) && values.contains(CanonicalSettings.text(given.get(key)));
  }
}
