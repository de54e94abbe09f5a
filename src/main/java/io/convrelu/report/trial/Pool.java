package io.convrelu.report.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that many trials share, each kept once and named by its place. */
final class Pool<T> {

  private final Map<T, Integer> places = new LinkedHashMap<>();

  /** The place of a value, which is added when it is new. */
  int place(T value) {
    return places.computeIfAbsent(value, added -> places.size());
  }

  /** All values, by place. */
  List<T> values() {
    return List.copyOf(places.keySet());
  }
}
