package io.convrelu.cli;

import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.result.Cell;
import io.convrelu.sweep.result.Cells;
import io.convrelu.sweep.result.MeanInterval;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The cells of a sweep as a table of plain text, one row a cell. */
final class SweepTable {

  /** Keys that have a column of their own. */
  private static final Set<String> NAMED =
      Set.of("network.name", "activation.name", "activation.strategy", "activation.threshold-init");

  private SweepTable() {}

  static String of(List<Cell> cells) {
    SortedSet<String> others = Cells.varying(cells);
    others.removeAll(NAMED);
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("network", "activation", "strategy", "init"));
    header.addAll(others);
    header.addAll(List.of("seeds", "test top-1 %, mean ± 95%", "states"));
    rows.add(header);
    cells.forEach(cell -> rows.add(row(cell, others)));
    return TextColumns.aligned(rows);
  }

  private static List<String> row(Cell cell, SortedSet<String> others) {
    TrialResult first = cell.first();
    List<String> row =
        new ArrayList<>(
            List.of(first.network(), first.activation(), first.strategy(), first.thresholdInit()));
    others.forEach(key -> row.add(cell.settings().getOrDefault(key, "-")));
    row.add(Integer.toString(cell.trials().size()));
    row.add(accuracy(cell.testTop1()));
    row.add(states(cell));
    return row;
  }

  private static String accuracy(MeanInterval accuracy) {
    if (accuracy.count() == 0) {
      return "-";
    }
    String mean = String.format(Locale.ROOT, "%.2f", 100 * accuracy.mean());
    return accuracy.count() == 1
        ? mean
        : mean + String.format(Locale.ROOT, " ± %.2f", 100 * accuracy.halfWidth());
  }

  private static String states(Cell cell) {
    return Arrays.stream(TrialState.values())
        .filter(state -> cell.count(state) > 0)
        .map(state -> cell.count(state) + " " + SettingsReader.kebab(state))
        .collect(Collectors.joining(", "));
  }
}
