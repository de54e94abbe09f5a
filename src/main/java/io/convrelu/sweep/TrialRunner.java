package io.convrelu.sweep;

/** Runs one trial to its end. */
@FunctionalInterface
public interface TrialRunner {

  /**
   * Trains and evaluates. A diverged training is a result, not an exception. The trial's folder is
   * empty when this is called; whatever is written there is the runner's, except for {@code
   * result.json} and {@code error.log}.
   *
   * @return the result; its identity must be the trial's. Its settings are set by the sweep.
   * @throws InterruptedException when the thread was interrupted; stops the sweep
   * @throws Exception for whatever else went wrong; the sweep records it as a failed trial
   */
  TrialResult run(Trial trial) throws Exception;
}
