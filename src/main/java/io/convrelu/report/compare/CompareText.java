package io.convrelu.report.compare;

import io.convrelu.report.Comparison;
import io.convrelu.report.Metric;
import io.convrelu.report.Numbers;
import io.convrelu.report.RowText;
import io.convrelu.sweep.result.Cell;
import io.convrelu.sweep.result.MeanInterval;
import java.util.Locale;
import java.util.Optional;

/** What a field of a comparison says, in words that the page and the terminal share. */
public final class CompareText {

  private CompareText() {}

  /** Mean, interval and seeds in one sweep. */
  public static RowText score(Optional<Cell> cell, Metric metric) {
    if (cell.isEmpty()) {
      return new RowText(Numbers.NONE, "not run");
    }
    MeanInterval score = ComparedCell.score(cell, metric);
    int seeds = cell.get().trials().size();
    String of = score.count() == seeds ? "" : " of " + seeds;
    String note = score.count() + of + (seeds == 1 ? " seed" : " seeds");
    return score.count() == 0
        ? new RowText(Numbers.NONE, note)
        : new RowText(metric.write(score.mean()) + metric.plusMinus(score), note);
  }

  /** The difference with its mark and test. */
  public static RowText difference(ComparedCell cell, Metric metric) {
    if (cell.difference().isEmpty()) {
      return new RowText(Numbers.NONE, "");
    }
    Comparison comparison = cell.difference().get();
    RowText text = RowText.difference(metric, comparison, comparison.difference().count());
    String mark = RowText.mark(comparison);
    int pairs = comparison.difference().count();
    return new RowText(
        mark.isEmpty() ? text.main() : mark + " " + text.main(),
        pairs
            + (pairs == 1 ? " pair" : " pairs")
            + (pairs == 1 ? ": no test" : ", " + text.note()));
  }

  /** Seeds whose final parameters are the same bits. */
  public static String identical(ComparedCell cell) {
    return cell.commonSeeds() == 0
        ? Numbers.NONE
        : cell.identicalSeeds() + " of " + cell.commonSeeds();
  }

  /** Throughput of one sweep, examples a second. */
  public static String speed(Optional<Cell> cell) {
    return Numbers.decimal(ComparedCell.speed(cell), 0);
  }

  /** How many times as fast the second is. */
  public static String ratio(ComparedCell cell) {
    double ratio = cell.speedRatio();
    return Double.isFinite(ratio) ? String.format(Locale.ROOT, "×%.2f", ratio) : Numbers.NONE;
  }
}
