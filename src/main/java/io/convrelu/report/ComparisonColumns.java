package io.convrelu.report;

import static io.convrelu.report.Column.number;
import static io.convrelu.report.Column.optionalCount;

import io.convrelu.sweep.result.MeanInterval;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The columns in which files tell a difference and its test. */
public final class ComparisonColumns {

  private ComparisonColumns() {}

  /**
   * Difference, interval, seeds, p-values, and how many comparisons were corrected together.
   *
   * @param prefix of the names, for example {@code difference}
   * @param mean the name of the first column
   */
  public static <T> List<Column<T>> of(
      String mean, String prefix, Function<T, Optional<Comparison>> comparison) {
    return List.of(
        number(mean, line -> of(comparison.apply(line), MeanInterval::mean)),
        number(prefix + "_low", line -> of(comparison.apply(line), MeanInterval::low)),
        number(prefix + "_high", line -> of(comparison.apply(line), MeanInterval::high)),
        optionalCount(
            prefix + "_seeds",
            line -> comparison.apply(line).map(c -> (long) c.difference().count())),
        number(prefix + "_p", line -> test(comparison.apply(line), c -> c.test().p())),
        number(prefix + "_p_holm", line -> test(comparison.apply(line), Comparison::adjustedP)),
        number(prefix + "_p_exact", line -> test(comparison.apply(line), c -> c.test().exactP())),
        optionalCount(
            prefix + "_comparisons",
            line -> comparison.apply(line).map(c -> (long) c.comparisons())));
  }

  private static double of(
      Optional<Comparison> comparison, Function<MeanInterval, Double> property) {
    return comparison.map(Comparison::difference).map(property).orElse(Double.NaN);
  }

  private static double test(
      Optional<Comparison> comparison, Function<Comparison, Double> property) {
    return comparison.map(property).orElse(Double.NaN);
  }
}
