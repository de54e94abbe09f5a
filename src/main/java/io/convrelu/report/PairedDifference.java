package io.convrelu.report;

import io.convrelu.report.statistics.PairedTest;
import io.convrelu.sweep.result.Cell;
import io.convrelu.sweep.result.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Difference of a metric between two configurations, paired over seeds: trials of one seed saw the
 * same examples in the same order, so that what the seed does to both cancels.
 */
public final class PairedDifference {

  private PairedDifference() {}

  /** Tests one cell minus the other; empty where they have no seed in common. */
  public static Optional<PairedTest> of(Cell cell, Cell reference, Metric metric) {
    Map<Long, Double> theirs =
        Scored.of(reference, metric).stream()
            .collect(Collectors.toMap(TrialResult::seed, metric::of));
    List<Double> differences = new ArrayList<>();
    for (TrialResult trial : Scored.of(cell, metric)) {
      if (theirs.containsKey(trial.seed())) {
        differences.add(metric.of(trial) - theirs.get(trial.seed()));
      }
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(PairedTest.of(differences));
  }
}
