package io.convrelu.sweep.space;

import io.convrelu.conf.Settings;

/**
 * One point of a search space.
 *
 * @param label the grid's values here, for people: {@code activation.name=relu train.seed=1}
 * @param settings everything that a trial needs to know: base settings and the grid's values
 */
public record SpacePoint(String label, Settings settings) {}
