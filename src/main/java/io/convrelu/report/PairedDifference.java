package io.convrelu.report;

import io.convrelu.sweep.Cell;
import io.convrelu.sweep.MeanInterval;
import io.convrelu.sweep.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Difference of accuracy between two configurations, paired over seeds: trials of one seed saw the
 * same examples in the same order, so that what the seed does to both cancels. The interval is that
 * of the mean of the differences (the paired t-test's).
 */
final class PairedDifference {

  private PairedDifference() {}

  /** Accuracy of one cell minus that of the other; empty where they have no seed in common. */
  static Optional<MeanInterval> of(Cell cell, Cell reference) {
    Map<Long, Double> theirs =
        Scored.of(reference).stream()
            .collect(Collectors.toMap(TrialResult::seed, TrialResult::testTop1));
    List<Double> differences = new ArrayList<>();
    for (TrialResult trial : Scored.of(cell)) {
      if (theirs.containsKey(trial.seed())) {
        differences.add(trial.testTop1() - theirs.get(trial.seed()));
      }
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(MeanInterval.of(differences));
  }
}
