package io.convrelu.report;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many examples a data set has in full, as its authors published it and the paper used it.
 *
 * @param train examples of the train split; where there is no official split, all examples
 * @param test examples of the test split (of Tiny ImageNet the labelled one, {@code val}); 0 where
 *     there is no official split
 */
public record FullSize(long train, long test) {

  /** The known data sets by name, from {@code full-sizes.csv}. */
  static Map<String, FullSize> load() {
    return Resources.rows("full-sizes.csv").stream()
        .collect(
            Collectors.toUnmodifiableMap(
                row -> row.get(0),
                row -> new FullSize(Long.parseLong(row.get(1)), Long.parseLong(row.get(2)))));
  }

  /** Whether the authors published a test split. */
  public boolean hasSplit() {
    return test > 0;
  }
}
