package io.convrelu.sweep.trial;

import io.convrelu.conf.Settings;

/**
 * One training to be done.
 *
 * @param id identity, derived from the settings and the data set
 * @param settings everything about the training, the seed included
 * @param folder where the trial keeps its metrics and model
 */
public record Trial(String id, Settings settings, String folder) {}
