package io.convrelu.report.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Correction for many comparisons (Holm, "A simple sequentially rejective multiple test procedure",
 * Scandinavian Journal of Statistics 6, 1979): the smallest of m p-values is multiplied by m, the
 * next by m−1 and so on; none may become smaller than one before it, nor larger than 1. Calling
 * significant what is at most 5% afterwards errs in any of the m comparisons with a probability of
 * at most 5%, however they depend on each other.
 */
public final class Holm {

  private Holm() {}

  /**
   * The corrected p-values, in the order of the given ones.
   *
   * @param p each from 0 to 1
   */
  public static List<Double> adjust(List<Double> p) {
    int m = p.size();
    int[] ascending =
        IntStream.range(0, m)
            .boxed()
            .sorted(Comparator.comparing(p::get))
            .mapToInt(Integer::intValue)
            .toArray();
    Double[] adjusted = new Double[m];
    double largest = 0;
    for (int rank = 0; rank < m; rank++) {
      double value = p.get(ascending[rank]);
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("no p-value: " + value);
      }
      largest = Math.max(largest, Math.min(1, (m - rank) * value));
      adjusted[ascending[rank]] = largest;
    }
    return List.of(adjusted);
  }
}
