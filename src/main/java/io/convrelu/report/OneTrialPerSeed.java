package io.convrelu.report;

import io.convrelu.sweep.result.Cell;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joins cells of one configuration so that each seed counts once: a seed that was run twice, in two
 * sweeps or under two names of the same thing, is no more evidence than one. A completed trial
 * stands before one that did not complete, then the smaller identity.
 */
public final class OneTrialPerSeed {

  private static final Comparator<TrialResult> PREFERENCE =
      Comparator.comparing((TrialResult trial) -> trial.state() != TrialState.COMPLETED)
          .thenComparing(TrialResult::trial);

  private OneTrialPerSeed() {}

  /** One cell of all, a seed once. */
  public static Cell join(List<Cell> cells) {
    Map<Long, TrialResult> bySeed = new TreeMap<>();
    for (Cell cell : cells) {
      for (TrialResult trial : cell.trials()) {
        bySeed.merge(trial.seed(), trial, OneTrialPerSeed::better);
      }
    }
    return new Cell(cells.get(0).settings(), new ArrayList<>(bySeed.values()));
  }

  /** Of two trials of one seed, the one that counts. */
  static TrialResult better(TrialResult one, TrialResult other) {
    return PREFERENCE.compare(one, other) <= 0 ? one : other;
  }
}
