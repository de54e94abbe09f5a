package io.convrelu.sweep.space;

import io.convrelu.conf.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Points drawn at random, one independently of the others (Bergstra and Bengio 2012, "Random Search
 * for Hyper-Parameter Optimization").
 *
 * @param dimensions a condition's key before what is drawn on that condition
 */
record RandomSpace(int trials, long seed, List<Dimension> dimensions) implements PointSource {

  RandomSpace {
    dimensions = List.copyOf(dimensions);
  }

  @Override
  public List<SpacePoint> points(Settings base) {
    List<SpacePoint> points = new ArrayList<>();
    for (int number = 1; number <= trials; number++) {
      points.add(point(base, number));
    }
    return points;
  }

  private SpacePoint point(Settings base, int number) {
    Map<String, Object> given = base.leaves();
    TreeMap<String, Object> drawn = new TreeMap<>();
    SpacePoint point = new SpacePoint("", base);
    for (Dimension dimension : dimensions) {
      if (dimension.drawnWith(given)) {
        GridValue value = dimension.draw(seed, number);
        given.putAll(value.overrides());
        drawn.putAll(value.overrides());
        point = point.with(value);
      }
    }
    return new SpacePoint(new GridValue(drawn, "").label(), point.settings());
  }

  @Override
  public double size() {
    return trials;
  }

  @Override
  public List<String> placesOf(String key) {
    return dimensions.stream()
        .filter(dimension -> dimension.domain().sets(key))
        .map(Dimension::written)
        .toList();
  }
}
