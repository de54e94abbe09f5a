package io.convrelu.sweep;

/** Runs one trial to its end. */
public interface TrialRunner {

  /**
   * Trains and evaluates. A diverged training is a result, not an exception.
   *
   * @throws Exception for whatever else went wrong; the sweep records it as a failed trial
   */
  TrialResult run(Trial trial) throws Exception;
}
