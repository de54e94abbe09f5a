package io.convrelu.sweep;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a sweep has come to.
 *
 * @param planned number of trials of the space
 * @param results of those that have ended, in the order of the space
 * @param stopped why it gave up before the end, unless it did not
 */
public record SweepOutcome(int planned, List<TrialResult> results, Optional<String> stopped) {

  public SweepOutcome {
    results = List.copyOf(results);
    Objects.requireNonNull(stopped, "stopped");
  }

  /** Whether every trial was trained to its end, or as far as the search wanted. */
  public boolean complete() {
    return results.size() == planned
        && results.stream()
            .allMatch(r -> r.state() == TrialState.COMPLETED || r.state() == TrialState.PRUNED);
  }
}
