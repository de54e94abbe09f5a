package io.convrelu.report.page;

import io.convrelu.report.Numbers;
import io.convrelu.report.Report;
import io.convrelu.report.markup.Markup;
import io.convrelu.report.paper.ParameterTable;
import io.convrelu.report.paper.ParameterTable.Column;
import io.convrelu.report.paper.ParameterTable.Row;
import java.util.SortedSet;
import java.util.TreeSet;

/** The paper's Table 6 beside what was counted. */
final class ParameterSection {

  private final ParameterTable table;

  ParameterSection(Report report) {
    this.table = ParameterTable.of(report);
  }

  /** Writes the table, unless nothing that fits was run; tells whether it did. */
  boolean render(Markup out) {
    if (table.columns().isEmpty()) {
      return false;
    }
    out.element("h3", "Table 6. Numbers of parameters", "id", "paper-6");
    out.element(
        "p",
        "Trainable parameters, and how many more than ReLU's. The paper's counts, which it gives"
            + " for DenseNet-40 on Cifar10, are exactly those of densenet-cifar with 100 classes.",
        "class",
        "soft");
    out.open(
            "div",
            "class",
            "scroll",
            "tabindex",
            "0",
            "role",
            "group",
            "aria-labelledby",
            "paper-6")
        .open("table", "class", "paper");
    out.element("caption", "Table 6. Numbers of parameters", "class", "sr");
    out.open("thead").open("tr").element("th", "Activation", "scope", "col");
    out.element("th", "Paper", "scope", "col", "class", "number");
    for (Column column : table.columns()) {
      out.open("th", "scope", "col", "class", "number");
      out.text(column.network() + ", " + column.classes() + " classes");
      if (!column.settings().isEmpty()) {
        out.element("small", column.settings());
      }
      out.close("th");
    }
    out.close("tr").close("thead").open("tbody").line();
    table.rows().forEach(row -> row(out, row));
    out.close("tbody").close("table").close("div").line();
    return true;
  }

  private void row(Markup out, Row row) {
    out.open("tr").element("th", row.choice().name(), "scope", "row");
    out.open("td", "class", "number").text(Numbers.count(row.parameters()));
    out.element("small", Numbers.more(table.paperRatio(row))).close("td");
    for (Column column : table.columns()) {
      SortedSet<Long> counts = column.counts().getOrDefault(row.choice(), new TreeSet<>());
      if (counts.isEmpty()) {
        out.element("td", Numbers.NONE, "class", "number none");
        continue;
      }
      out.open("td", "class", "number").text(Numbers.range(counts));
      double ratio = column.ratio(row.choice());
      if (counts.size() == 1 && counts.first() == row.parameters()) {
        out.element("small", Numbers.more(ratio) + ", as the paper");
      } else if (Double.isFinite(ratio)) {
        out.element("small", Numbers.more(ratio));
      }
      out.close("td");
    }
    out.close("tr").line();
  }
}
