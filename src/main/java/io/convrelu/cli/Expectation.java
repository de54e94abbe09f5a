package io.convrelu.cli;

import io.convrelu.sweep.cost.TrialCost;
import io.convrelu.sweep.trial.PlannedTrial;
import java.util.Optional;

/**
 * What a dry run expects of a trial.
 *
 * @param ended how it has ended already, so that it will not run; empty when it will
 * @param seconds that it takes; empty when that is not known
 */
record Expectation(
    PlannedTrial trial, TrialCost cost, Optional<String> ended, Optional<Double> seconds) {

  boolean willRun() {
    return ended.isEmpty();
  }
}
