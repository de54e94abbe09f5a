package io.convrelu.sweep.space;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One of a few values, each as probable as the others. */
record Choice(List<GridValue> entries) implements Domain {

  Choice {
    entries = List.copyOf(entries);
  }

  @Override
  public GridValue draw(SplittableRandom random) {
    return entries.get(random.nextInt(entries.size()));
  }

  @Override
  public boolean sets(String key) {
    return entries.stream().anyMatch(entry -> entry.overrides().containsKey(key));
  }

  @Override
  public boolean canBe(String key, String value) {
    return texts(key).anyMatch(value::equals);
  }

  @Override
  public String values(String key) {
    return texts(key).distinct().collect(Collectors.joining(", "));
  }

  private Stream<String> texts(String key) {
    return entries.stream()
        .filter(entry -> entry.overrides().containsKey(key))
        .map(entry -> CanonicalSettings.text(entry.overrides().get(key)));
  }
}
