package io.convrelu.report;

import io.convrelu.report.ComparisonTable.Subject;
import java.util.ArrayList;
import java.util.List;

/** The tables as text for a terminal. */
public final class TextTable {

  private static final String GAP = "  ";

  private TextTable() {}

  /** All tables, each under its heading. */
  public static String write(Report report) {
    StringBuilder text = new StringBuilder();
    for (ComparisonTable table : report.tables()) {
      Subject subject = table.subject();
      text.append(text.isEmpty() ? "" : "\n")
          .append(subject.dataset())
          .append(", ")
          .append(subject.network())
          .append(subject.synthetic() ? "  SYNTHETIC DATA" : "")
          .append('\n')
          .append(Extent.of(table))
          .append('\n');
      List<List<String>> lines = new ArrayList<>();
      lines.add(
          List.of(
              "activation",
              table.metric().title(),
              "seeds",
              "paper",
              "difference to ReLU, p after Holm (m = " + table.comparisons() + ")"));
      table.rows().forEach(row -> lines.add(fields(row)));
      append(text, lines);
    }
    return text.toString();
  }

  private static List<String> fields(ComparisonRow row) {
    return List.of(
        row.label(),
        RowText.score(row).toString(),
        RowText.seeds(row).toString(),
        row.paper().map(figure -> Numbers.percent(figure.top1())).orElse(Numbers.NONE),
        (row.difference().map(RowText::mark).orElse("") + " " + RowText.difference(row)).strip());
  }

  /** Lines of fields, padded to columns. */
  public static void append(StringBuilder text, List<List<String>> lines) {
    for (List<String> line : lines) {
      StringBuilder padded = new StringBuilder();
      for (int i = 0; i < line.size(); i++) {
        int column = i;
        int width = lines.stream().mapToInt(other -> other.get(column).length()).max().orElse(0);
        padded.append(line.get(i)).append(" ".repeat(width - line.get(i).length())).append(GAP);
      }
      text.append(padded.toString().stripTrailing()).append('\n');
    }
  }
}
