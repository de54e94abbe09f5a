package io.convrelu.train;

import java.util.Map;
import java.util.Optional;

/**
 * Counts of one evaluation; empty where there is no such split.
 *
 * @param nanos that it took, broadcast included
 */
record SplitScores(Optional<PartialScore> validation, Optional<PartialScore> test, long nanos) {

  /** By layer, on the validation split, or on the test split where there is no validation. */
  Map<String, Double> deadUnits() {
    return validation.or(() -> test).map(s -> s.active().deadShares()).orElse(Map.of());
  }

  /** Share of zeros in what the classifier read, on the same split; NaN when nothing was probed. */
  double classifierSparsity() {
    return validation.or(() -> test).map(s -> s.read().share()).orElse(Double.NaN);
  }

  double examplesPerSecond() {
    long examples =
        validation.map(PartialScore::examples).orElse(0L)
            + test.map(PartialScore::examples).orElse(0L);
    return examples / (nanos * 1e-9);
  }
}
