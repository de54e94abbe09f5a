package io.convrelu.report;

import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.result.MeanInterval;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.List;
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

  /** Mean and interval of the metric. */
  public static RowText score(ComparisonRow row) {
    return row.score().count() == 0
        ? NOTHING
        : new RowText(
            row.metric().write(row.score().mean()) + row.metric().plusMinus(row.score()),
            row.score().count() == 1 ? "one seed: no interval" : "");
  }

  /** How many seeds the mean is over, and what became of the others. */
  public static RowText seeds(ComparisonRow row) {
    int scored = row.score().count();
    if (scored == row.seeds()) {
      return new RowText(Integer.toString(scored), "");
    }
    List<String> others = new ArrayList<>();
    int rest = row.seeds() - scored;
    for (TrialState state : TrialState.values()) {
      int count = Math.toIntExact(row.count(state));
      if (state.ended() && state != TrialState.COMPLETED && count > 0) {
        others.add(count + " " + words(state));
        rest -= count;
      }
    }
    if (rest > 0) {
      others.add(rest + " without " + row.metric().title());
    }
    return new RowText(scored + " of " + row.seeds(), String.join(", ", others));
  }

  /** Difference to ReLU, in percentage points where the metric is a share. */
  public static RowText difference(ComparisonRow row) {
    if (row.choice().isRelu()) {
      return new RowText("reference", "");
    }
    return row.difference()
        .map(comparison -> difference(row.metric(), comparison, row.score().count()))
        .orElse(NOTHING);
  }

  /**
   * A difference and its test: in the note stands the corrected p-value, and over how many seeds
   * the difference is where these are fewer than the mean's.
   *
   * @param seeds in the mean that stands beside
   */
  public static RowText difference(Metric metric, Comparison comparison, int seeds) {
    MeanInterval difference = comparison.difference();
    String fewer = difference.count() < seeds ? "over " + difference.count() + " seeds" : "";
    String test =
        difference.count() == 1
            ? "one pair: no test"
            : comparison.verdict() == Comparison.Verdict.UNTESTED
                ? "all differences equal: no test"
                : "p " + Numbers.probability(comparison.adjustedP());
    return new RowText(
        metric.writeDifference(difference.mean()) + metric.plusMinus(difference),
        Stream.of(fewer, test).filter(text -> !text.isEmpty()).collect(Collectors.joining(", ")));
  }

  /** A verdict as a mark that needs no colour: ▲ or ▼ where significant, else nothing. */
  public static String mark(Comparison comparison) {
    return switch (comparison.verdict()) {
      case ABOVE -> "▲";
      case BELOW -> "▼";
      case OPEN, UNTESTED -> "";
    };
  }

  /** A state in words, for example "timed out". */
  public static String words(TrialState state) {
    return SettingsReader.kebab(state).replace('-', ' ');
  }

  /** Figure and note in one line. */
  @Override
  public String toString() {
    return note.isEmpty() ? main : main + " (" + note + ")";
  }
}
