package io.convrelu.sweep.space;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds what cannot be meant in a random space: keys drawn twice, conditions that never hold. */
final class DimensionCheck {

  private final SettingsReader reader;
  private final List<Dimension> dimensions;
  private final Map<String, Object> base;

  /**
   * @param base settings that all points have in common
   */
  DimensionCheck(SettingsReader reader, List<Dimension> dimensions, Settings base) {
    this.reader = reader;
    this.dimensions = dimensions;
    this.base = base.leaves();
  }

  /** Adds what it finds to the reader's problems. */
  void check() {
    refuseDrawnTwice();
    for (Dimension dimension : dimensions) {
      dimension.when().forEach(condition -> check(dimension, condition));
    }
  }

  private void refuseDrawnTwice() {
    TreeMap<String, Dimension> setters = new TreeMap<>();
    for (Dimension dimension : dimensions) {
      for (String key : keys(dimension)) {
        Dimension other = setters.putIfAbsent(key, dimension);
        if (other != null && !other.equals(dimension)) {
          reader.problem(
              dimension.written(),
              "sets " + key + ", and so does " + other.written() + "; draw it once");
        }
      }
    }
    for (Map.Entry<String, Dimension> outer : setters.entrySet()) {
      String inside = outer.getKey() + ".";
      Optional.ofNullable(setters.ceilingEntry(inside))
          .filter(inner -> inner.getKey().startsWith(inside))
          .ifPresent(
              inner ->
                  reader.problem(
                      inner.getValue().written(),
                      "sets "
                          + inner.getKey()
                          + ", and "
                          + outer.getValue().written()
                          + " sets "
                          + outer.getKey()
                          + ", which is then no section"));
    }
  }

  private static SortedSet<String> keys(Dimension dimension) {
    SortedSet<String> keys = new TreeSet<>();
    if (dimension.domain() instanceof Choice choice) {
      choice.entries().forEach(entry -> keys.addAll(entry.overrides().keySet()));
    } else {
      keys.add(dimension.key());
    }
    return keys;
  }

  private void check(Dimension dimension, Condition condition) {
    String key = condition.key();
    Optional<Domain> domain =
        dimensions.stream().map(Dimension::domain).filter(d -> d.sets(key)).findFirst();
    Optional<String> common = Optional.ofNullable(base.get(key)).map(CanonicalSettings::text);
    if (domain.isEmpty() && common.isEmpty()) {
      reader.problem(
          dimension.written(),
          "is drawn when "
              + key
              + " has a value, but that key is neither drawn nor given; draw it"
              + " or give it");
      return;
    }
    boolean possible =
        condition.values().stream()
            .anyMatch(
                value ->
                    common.equals(Optional.of(value))
                        || domain.filter(d -> d.canBe(key, value)).isPresent());
    if (!possible && !condition.values().isEmpty()) {
      reader.problem(
          dimension.written(),
          "is drawn when "
              + key
              + " is "
              + String.join(" or ", condition.values())
              + ", which it never is, allowed: "
              + domain.map(d -> d.values(key)).or(() -> common).orElseThrow());
    }
  }
}
