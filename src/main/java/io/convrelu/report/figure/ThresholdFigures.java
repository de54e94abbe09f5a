package io.convrelu.report.figure;

import io.convrelu.report.ComparisonRow;
import io.convrelu.report.Numbers;
import io.convrelu.report.PooledThresholds;
import io.convrelu.report.chart.HistogramChart;
import java.util.ArrayList;
import java.util.List;

/** The distribution of the learned thresholds, one figure a row that has some. */
public final class ThresholdFigures {

  private ThresholdFigures() {}

  /**
   * The figures of the rows with thresholds.
   *
   * @param id unique on the page
   * @param heading what the rows have in common
   */
  public static List<Figure> of(
      String id, String heading, List<ComparisonRow> rows, RowStyles styles) {
    List<Figure> figures = new ArrayList<>();
    for (ComparisonRow row : rows) {
      PooledThresholds pooled = PooledThresholds.of(row);
      if (pooled.count() == 0) {
        continue;
      }
      String name = "thresholds-" + figures.size();
      HistogramChart chart =
          new HistogramChart(
              id + "-" + name,
              "Distribution of the thresholds of " + row.label() + ", " + heading,
              "threshold",
              styles.of(row),
              pooled.bars());
      figures.add(
          new Figure(
              name, "Learned thresholds, " + row.label(), note(row, pooled), chart, List.of()));
    }
    return figures;
  }

  private static String note(ComparisonRow row, PooledThresholds pooled) {
    int seeds = row.completed().size();
    return Numbers.count(pooled.count())
        + " thresholds of "
        + seeds
        + (seeds == 1 ? " seed" : " seeds")
        + "; 95% of them within ±"
        + Numbers.significant(pooled.central(0.95));
  }
}
