package io.convrelu.report;

import io.convrelu.sweep.TrialState;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the cells of a row say, in words that the page and the terminal share. */
public final class RowText {

  private RowText() {}

  /** Mean and interval. */
  public static String top1(ComparisonRow row) {
    return row.top1().count() == 0
        ? Numbers.NONE
        : Numbers.percent(row.top1().mean()) + " " + Numbers.plusMinus(row.top1());
  }

  /** How many seeds the mean is over, and what became of the others. */
  public static String seeds(ComparisonRow row) {
    int scored = row.top1().count();
    if (scored == row.seeds()) {
      return Integer.toString(scored);
    }
    long diverged = row.count(TrialState.DIVERGED);
    long failed = row.count(TrialState.FAILED);
    long without = row.seeds() - scored - diverged - failed;
    return scored
        + " of "
        + row.seeds()
        + " ("
        + Stream.of(
                part(diverged, "diverged"), part(failed, "failed"), part(without, "no accuracy"))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "))
        + ")";
  }

  /** Difference to ReLU in percentage points. */
  public static String difference(ComparisonRow row) {
    if (row.choice().isRelu()) {
      return "reference";
    }
    return row.difference()
        .map(
            d ->
                Numbers.points(d.mean())
                    + " "
                    + Numbers.plusMinus(d).replace("one seed", "one pair")
                    + (d.count() == row.top1().count() ? "" : " over " + d.count() + " seeds"))
        .orElse(Numbers.NONE);
  }

  private static String part(long count, String state) {
    return count == 0 ? "" : count + " " + state;
  }
}
