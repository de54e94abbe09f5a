package io.convrelu.report.paper;

import io.convrelu.report.Numbers;
import io.convrelu.report.Report;
import io.convrelu.report.RowText;
import io.convrelu.report.TextTable;
import io.convrelu.report.paper.Layout.Item;
import io.convrelu.report.paper.PaperTable.Entry;
import io.convrelu.report.paper.PaperTable.Group;
import java.util.ArrayList;
import java.util.List;

/** The paper's tables as text for a terminal, those that something was run for. */
public final class PaperText {

  private PaperText() {}

  /** Tables 1 to 5, each under its name, one line for each configuration in a cell. */
  public static String write(Report report) {
    StringBuilder text = new StringBuilder();
    for (PaperTable table : PaperTables.of(report)) {
      if (!table.isFilled()) {
        continue;
      }
      text.append(text.isEmpty() ? "" : "\n")
          .append("Table ")
          .append(table.layout().number())
          .append(" of the paper: ")
          .append(table.layout().title())
          .append('\n');
      List<List<String>> lines = new ArrayList<>();
      lines.add(
          List.of(
              "data set",
              "cell",
              table.metric().title(),
              "seeds",
              "paper",
              "difference, p after Holm (m = " + table.comparisons() + ")",
              "less than the paper"));
      for (Group group : table.groups()) {
        for (Item item : table.layout().items()) {
          group.at(item).forEach(entry -> lines.add(line(table, group, entry)));
        }
      }
      TextTable.append(text, lines);
    }
    return text.toString();
  }

  private static List<String> line(PaperTable table, Group group, Entry entry) {
    Item item = entry.item();
    String variant = entry.variant().isEmpty() ? "" : " [" + entry.variant() + "]";
    String settings = group.settings().isEmpty() ? "" : " [" + group.settings() + "]";
    return List.of(
        Layout.datasetName(group.dataset()) + settings,
        item.name() + variant,
        RowText.score(entry.row()).main(),
        RowText.seeds(entry.row()).toString(),
        entry.row().paper().map(p -> Numbers.percent(p.top1())).orElse(Numbers.NONE),
        differences(table, entry),
        String.join(", ", Departures.of(entry.table(), entry.row())));
  }

  private static String differences(PaperTable table, Entry entry) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < entry.comparisons().size(); i++) {
      String to = table.layout().referenceName(i);
      entry
          .comparisons()
          .get(i)
          .ifPresent(
              comparison ->
                  parts.add(
                      (RowText.mark(comparison)
                                  + " "
                                  + RowText.difference(
                                      table.metric(), comparison, entry.row().score().count()))
                              .strip()
                          + " to "
                          + to));
    }
    return parts.isEmpty() ? Numbers.NONE : String.join("; ", parts);
  }
}
