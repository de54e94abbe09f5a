package io.convrelu.sweep.trial;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;

/** How a running trial and its sweep talk to each other. */
@FunctionalInterface
public interface TrialControl {

  /** For a trial that nobody stops. */
  TrialControl TO_THE_END = epoch -> true;

  /**
   * Tells the sweep of a finished epoch, whose checkpoint is kept. A trial that goes on from a
   * checkpoint tells the epochs before it again.
   *
   * @return whether to train on; otherwise the runner returns what it has come to, as {@link
   *     TrialState#PRUNED}
   */
  boolean goOn(TrialResult.EpochPoint epoch);
}
