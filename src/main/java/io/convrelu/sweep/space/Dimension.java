package io.convrelu.sweep.space;

import io.convrelu.data.batch.NamedSeed;
import java.util.List;
import java.util.Map;

/**
 * One thing that a random space draws.
 *
 * @param key dotted key of a setting or a section
 * @param written the key as the user wrote it, with the sections around it, for errors
 * @param when all must hold for it to be drawn; else the key keeps its common value
 */
record Dimension(String key, String written, Domain domain, List<Condition> when) {

  Dimension {
    when = List.copyOf(when);
  }

  boolean drawnWith(Map<String, Object> given) {
    return when.stream().allMatch(condition -> condition.holds(given));
  }

  /**
   * The value of one point. It depends on nothing else of the space, so that another dimension, or
   * more points, leave it as it is.
   *
   * @param number of the point, from 1
   */
  GridValue draw(long seed, int number) {
    return domain.draw(NamedSeed.random(seed, "search " + key, number));
  }
}
