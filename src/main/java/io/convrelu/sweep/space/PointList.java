package io.convrelu.sweep.space;

import io.convrelu.conf.Settings;
import java.util.List;

/**
 * Points that are written out, each as the settings in which it differs from the common ones.
 *
 * @param written where the list stands, for errors
 */
record PointList(String written, List<GridValue> entries) implements PointSource {

  PointList {
    entries = List.copyOf(entries);
  }

  @Override
  public List<SpacePoint> points(Settings base) {
    SpacePoint common = new SpacePoint("", base);
    return entries.stream().map(common::with).toList();
  }

  @Override
  public double size() {
    return entries.size();
  }

  @Override
  public List<String> placesOf(String key) {
    return entries.stream().anyMatch(entry -> entry.overrides().containsKey(key))
        ? List.of(written)
        : List.of();
  }
}
