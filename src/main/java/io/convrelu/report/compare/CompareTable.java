package io.convrelu.report.compare;

import io.convrelu.report.TextTable;
import java.util.ArrayList;
import java.util.List;

/** A comparison as text for a terminal. */
public final class CompareTable {

  private CompareTable() {}

  /** What the sweeps are, what they differ in, and every cell. */
  public static String write(SweepComparison comparison) {
    StringBuilder text = new StringBuilder();
    facts(comparison).forEach(line -> text.append(line).append('\n'));
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "data set",
            "network",
            "activation",
            "A: " + comparison.metric().title(),
            "B",
            "B - A, p after Holm (m = " + comparison.comparisons() + ")",
            "same bits",
            "A: examples/s",
            "B",
            "B / A"));
    for (ComparedCell cell : comparison.cells()) {
      lines.add(
          List.of(
              cell.dataset() + (cell.synthetic() ? " SYNTHETIC" : ""),
              cell.network(),
              cell.label(),
              CompareText.score(cell.a(), comparison.metric()).toString(),
              CompareText.score(cell.b(), comparison.metric()).toString(),
              CompareText.difference(cell, comparison.metric()).toString(),
              CompareText.identical(cell),
              CompareText.speed(cell.a()),
              CompareText.speed(cell.b()),
              CompareText.ratio(cell)));
    }
    TextTable.append(text, lines);
    return text.toString();
  }

  /** What has to be said before any number; a line each. */
  public static List<String> facts(SweepComparison comparison) {
    List<String> facts = new ArrayList<>();
    facts.add(side("A", comparison.a()));
    facts.add(side("B", comparison.b()));
    if (comparison.differing().isEmpty()) {
      facts.add("Settings: no setting differs between the sweeps as a whole");
    } else {
      comparison
          .differing()
          .forEach(
              (key, values) -> facts.add(key + ": A " + values.get(0) + ", B " + values.get(1)));
    }
    long matched = comparison.matched().size();
    long others = comparison.cells().size() - matched;
    facts.add(
        matched
            + (matched == 1 ? " cell" : " cells")
            + " in both"
            + (others == 0 ? "" : ", " + others + " in one alone"));
    return facts;
  }

  private static String side(String name, Side side) {
    return name
        + ": "
        + side.path()
        + ", "
        + side.trials().size()
        + (side.trials().size() == 1 ? " trial" : " trials")
        + "; code "
        + side.versions()
        + "; machine "
        + side.machines();
  }
}
