package io.convrelu.sweep;

/** Runs one trial. Several threads may do so at once, each another trial. */
@FunctionalInterface
public interface TrialRunner {

  /**
   * Trains and evaluates. A diverged training is a result, not an exception. The trial's folder may
   * hold what an earlier attempt left, to go on from; whatever is written there is the runner's,
   * except for {@code result.json}, {@code attempts} and {@code reports}.
   *
   * @param control is told every epoch, and says whether to go on
   * @return the result; its identity must be the trial's. Its settings are set by the sweep.
   * @throws InterruptedException when the thread was interrupted
   * @throws Exception for whatever else went wrong; the attempt has failed
   */
  TrialResult run(Trial trial, TrialControl control) throws Exception;

  /**
   * Finished epochs that an attempt at a trial would go on from.
   *
   * @throws java.io.IOException when what is kept of it cannot be read
   */
  default int epochsKept(Trial trial) throws java.io.IOException {
    return 0;
  }
}
