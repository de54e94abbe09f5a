package io.convrelu.sweep.space;

import io.convrelu.conf.SettingsReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts dimensions in an order in which each comes after those that its conditions ask for. */
final class DimensionOrder {

  private final SettingsReader reader;
  private final List<Dimension> dimensions;
  private final Set<Dimension> done = new LinkedHashSet<>();
  private final Set<Dimension> told = new HashSet<>();

  /**
   * @param dimensions sorted by key
   */
  DimensionOrder(SettingsReader reader, List<Dimension> dimensions) {
    this.reader = reader;
    this.dimensions = dimensions;
  }

  /** The order; a problem is added to the reader's for every circle of conditions. */
  List<Dimension> sorted() {
    dimensions.forEach(dimension -> place(dimension, new ArrayList<>()));
    return List.copyOf(done);
  }

  private void place(Dimension dimension, List<Dimension> waiting) {
    if (done.contains(dimension)) {
      return;
    }
    int start = waiting.indexOf(dimension);
    if (start >= 0) {
      refuse(waiting.subList(start, waiting.size()));
      return;
    }
    waiting.add(dimension);
    for (Condition condition : dimension.when()) {
      dimensions.stream()
          .filter(other -> other.domain().sets(condition.key()))
          .forEach(other -> place(other, waiting));
    }
    waiting.remove(waiting.size() - 1);
    done.add(dimension);
  }

  private void refuse(List<Dimension> circle) {
    if (told.addAll(circle)) {
      String path =
          Stream.concat(circle.stream(), Stream.of(circle.get(0)))
              .map(Dimension::key)
              .collect(Collectors.joining(" on "));
      reader.problem(
          circle.get(0).written(),
          "has conditions that go in a circle: " + path + "; leave one out");
    }
  }
}
