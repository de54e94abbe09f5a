package io.convrelu.sweep.space;

import io.convrelu.conf.Settings;
import java.util.Map;

/**
 * One point of a search space.
 *
 * @param label what is varied, and its values here, for people: {@code activation.name=relu
 *     train.seed=1}
 * @param settings everything that a trial needs to know: common settings and the varied ones
 */
public record SpacePoint(String label, Settings settings) {

  /** The place of a value that was drawn begins like this; each point has another such value. */
  public static final String DRAWN_FROM = "drawn from ";

  /** This point with a value on top. */
  SpacePoint with(GridValue value) {
    Settings changed = settings;
    for (Map.Entry<String, Object> override : value.overrides().entrySet()) {
      changed = changed.with(override.getKey(), override.getValue(), value.place());
    }
    return new SpacePoint((label + " " + value.label()).trim(), changed);
  }
}
