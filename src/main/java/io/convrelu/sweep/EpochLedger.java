package io.convrelu.sweep;

import io.convrelu.sweep.queue.Assignment;
import io.convrelu.sweep.queue.Verdict;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.store.StoredTrial;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialPlan;
import java.io.IOException;
import java.util.Map;

/** What trials tell the queue. Not safe for use by several threads at once. */
interface EpochLedger {

  /** For a queue that lets every trial train to its end. */
  EpochLedger NOBODY_ASKS =
      new EpochLedger() {
        @Override
        public void replay(TrialPlan plan, Map<String, StoredTrial> stored) {}

        @Override
        public Verdict tell(Trial trial, Assignment assignment, TrialResult.EpochPoint point) {
          return Verdict.GO_ON;
        }

        @Override
        public Assignment pauseAgain(String trial) {
          throw new IllegalStateException("trial " + trial + " was never to pause");
        }
      };

  /** Repeats to the queue what the trials of a plan told an earlier one. */
  void replay(TrialPlan plan, Map<String, StoredTrial> stored);

  /** Tells the queue of an epoch, unless it knows. */
  Verdict tell(Trial trial, Assignment assignment, TrialResult.EpochPoint point) throws IOException;

  /**
   * Lets a trial be trained to the last epoch that it told once more, to find out what it had come
   * to there: an earlier sweep had not paused it.
   */
  Assignment pauseAgain(String trial);
}
