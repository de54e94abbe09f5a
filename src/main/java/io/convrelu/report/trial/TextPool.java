package io.convrelu.report.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts that many trials share, each kept once and named by its place. */
final class TextPool {

  private final Map<String, Integer> places = new LinkedHashMap<>();

  /** The place of a text, which is added when it is new. */
  int place(String text) {
    return places.computeIfAbsent(text, added -> places.size());
  }

  /** All texts, by place. */
  List<String> texts() {
    return List.copyOf(places.keySet());
  }
}
