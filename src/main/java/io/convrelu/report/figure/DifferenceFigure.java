package io.convrelu.report.figure;

import io.convrelu.report.Comparison;
import io.convrelu.report.Comparison.Verdict;
import io.convrelu.report.ComparisonRow;
import io.convrelu.report.ComparisonTable;
import io.convrelu.report.Metric;
import io.convrelu.report.Numbers;
import io.convrelu.report.RowText;
import io.convrelu.report.chart.DifferenceChart;
import io.convrelu.report.chart.DifferenceChart.Line;
import io.convrelu.report.chart.DifferenceChart.Weight;
import io.convrelu.report.chart.ValueFormat;
import io.convrelu.sweep.result.MeanInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The differences of a table's rows to ReLU, with their intervals. */
public final class DifferenceFigure {

  private DifferenceFigure() {}

  /**
   * The figure; empty where no row has a difference.
   *
   * @param id unique on the page
   * @param heading what the rows have in common
   */
  public static Optional<Figure> of(
      String id, String heading, ComparisonTable table, RowStyles styles) {
    List<Line> lines = new ArrayList<>();
    for (ComparisonRow row : table.rows()) {
      row.difference().ifPresent(comparison -> lines.add(line(row, comparison, styles)));
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Metric metric = table.metric();
    String unit = metric.differenceUnit();
    DifferenceChart chart =
        new DifferenceChart(
            id + "-differences",
            "Difference to ReLU in " + metric.title() + ", " + heading,
            "difference to ReLU" + (unit.isEmpty() ? "" : ", " + unit),
            metric.higherIsBetter() ? ValueFormat.POINTS : ValueFormat.PLAIN,
            lines);
    return Optional.of(
        new Figure(
            "differences",
            "Difference to ReLU in " + metric.title(),
            "Mean over seeds and 95% interval (paired). Filled: significant at 5%, paired t-test,"
                + " Holm's correction over m = "
                + table.comparisons(),
            chart,
            List.of()));
  }

  private static Line line(ComparisonRow row, Comparison comparison, RowStyles styles) {
    MeanInterval difference = comparison.difference();
    boolean interval = Double.isFinite(difference.halfWidth());
    boolean significant =
        comparison.verdict() == Verdict.ABOVE || comparison.verdict() == Verdict.BELOW;
    String p =
        Double.isNaN(comparison.adjustedP())
            ? ""
            : ", p " + Numbers.probability(comparison.adjustedP());
    return new Line(
        row.label(),
        RowText.difference(row).main() + p,
        styles.of(row),
        significant ? Weight.SIGNIFICANT : Weight.OPEN,
        difference.mean(),
        interval ? difference.low() : difference.mean(),
        interval ? difference.high() : difference.mean());
  }
}
