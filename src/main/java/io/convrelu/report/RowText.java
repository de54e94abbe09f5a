package io.convrelu.report;

import io.convrelu.sweep.MeanInterval;
import io.convrelu.sweep.TrialState;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a field of a row says, in words that the page and the terminal share.
 *
 * @param main the figure
 * @param note what has to be said with it; often empty
 */
public record RowText(String main, String note) {

  private static final RowText NOTHING = new RowText(Numbers.NONE, "");

  /** Mean and interval of the accuracy. */
  public static RowText top1(ComparisonRow row) {
    return row.top1().count() == 0
        ? NOTHING
        : new RowText(
            Numbers.percent(row.top1().mean()) + Numbers.plusMinus(row.top1()),
            row.top1().count() == 1 ? "one seed: no interval" : "");
  }

  /** How many seeds the mean is over, and what became of the others. */
  public static RowText seeds(ComparisonRow row) {
    int scored = row.top1().count();
    if (scored == row.seeds()) {
      return new RowText(Integer.toString(scored), "");
    }
    long diverged = row.count(TrialState.DIVERGED);
    long failed = row.count(TrialState.FAILED);
    long without = row.seeds() - scored - diverged - failed;
    String others =
        Stream.of(part(diverged, "diverged"), part(failed, "failed"), part(without, "no accuracy"))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    return new RowText(scored + " of " + row.seeds(), others);
  }

  /** Difference to ReLU in percentage points. */
  public static RowText difference(ComparisonRow row) {
    if (row.choice().isRelu()) {
      return new RowText("reference", "");
    }
    return row.difference().map(difference -> difference(row, difference)).orElse(NOTHING);
  }

  private static RowText difference(ComparisonRow row, MeanInterval difference) {
    String fewer =
        difference.count() < row.top1().count() ? "over " + difference.count() + " seeds" : "";
    return new RowText(
        Numbers.points(difference.mean()) + Numbers.plusMinus(difference),
        difference.count() == 1 ? "one pair: no interval" : fewer);
  }

  private static String part(long count, String state) {
    return count == 0 ? "" : count + " " + state;
  }

  /** Figure and note in one line. */
  @Override
  public String toString() {
    return note.isEmpty() ? main : main + " (" + note + ")";
  }
}
