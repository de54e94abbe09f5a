package io.convrelu.sweep.space;

import io.convrelu.conf.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * Every combination of the axes' values; the last axis in the order of keys varies fastest.
 *
 * @param axes sorted by key
 */
record Grid(List<GridAxis> axes) implements PointSource {

  Grid {
    axes = List.copyOf(axes);
  }

  @Override
  public List<SpacePoint> points(Settings base) {
    List<SpacePoint> points = List.of(new SpacePoint("", base));
    for (GridAxis axis : axes) {
      List<SpacePoint> next = new ArrayList<>();
      for (SpacePoint point : points) {
        axis.values().forEach(value -> next.add(point.with(value)));
      }
      points = next;
    }
    return points;
  }

  @Override
  public double size() {
    double size = 1;
    for (GridAxis axis : axes) {
      size *= axis.values().size();
    }
    return size;
  }

  @Override
  public List<String> placesOf(String key) {
    return axes.stream()
        .filter(axis -> axis.values().stream().anyMatch(v -> v.overrides().containsKey(key)))
        .map(GridAxis::written)
        .toList();
  }
}
