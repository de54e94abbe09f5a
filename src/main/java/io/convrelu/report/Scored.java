package io.convrelu.report;

import io.convrelu.sweep.result.Cell;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.List;

/** The trials of a cell that count: trained to the end, with a value of the metric. */
final class Scored {

  private Scored() {}

  static List<TrialResult> of(Cell cell, Metric metric) {
    return cell.trials().stream()
        .filter(trial -> trial.state() == TrialState.COMPLETED)
        .filter(trial -> Double.isFinite(metric.of(trial)))
        .toList();
  }
}
