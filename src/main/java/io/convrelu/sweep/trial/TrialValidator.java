package io.convrelu.sweep.trial;

import io.convrelu.conf.Settings;

/** Judges a trial's settings before any trial runs. */
@FunctionalInterface
public interface TrialValidator {

  /**
   * Reads the settings as the runner will, without training.
   *
   * @return what the trial is called in tables
   * @throws io.convrelu.conf.ConfigException with every problem, unknown keys among them
   */
  TrialOutline validate(Settings settings);
}
