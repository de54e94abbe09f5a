package io.convrelu.report.trial;

import java.util.ArrayList;
import java.util.List;

/** Leaves out entries of a long series, evenly; the first and the last always stay. */
final class Thinning {

  private Thinning() {}

  /**
   * At most some entries of a list.
   *
   * @param most at least 2
   */
  static <T> List<T> of(List<T> entries, int most) {
    if (most < 2) {
      throw new IllegalArgumentException("cannot keep first and last within " + most);
    }
    if (entries.size() <= most) {
      return entries;
    }
    List<T> kept = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      kept.add(entries.get((int) Math.round((double) i * (entries.size() - 1) / (most - 1))));
    }
    return kept;
  }
}
