package io.convrelu.report.page;

import io.convrelu.report.Comparison;
import io.convrelu.report.ComparisonRow;
import io.convrelu.report.ComparisonTable;
import io.convrelu.report.Extent;
import io.convrelu.report.Metric;
import io.convrelu.report.Numbers;
import io.convrelu.report.PaperFigure;
import io.convrelu.report.RowText;
import io.convrelu.report.chart.IntervalPlot;
import io.convrelu.report.chart.SeriesStyle;
import io.convrelu.report.figure.RowStyles;
import io.convrelu.report.markup.Markup;
import io.convrelu.sweep.result.MeanInterval;
import io.convrelu.sweep.result.TrialResult;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The comparison table of one data set and network. */
final class TableSection {

  private final ComparisonTable table;
  private final RowStyles style;

  TableSection(ComparisonTable table, RowStyles style) {
    this.table = table;
    this.style = style;
  }

  void render(Markup out, String heading) {
    List<ComparisonRow> scored =
        table.rows().stream().filter(row -> row.score().count() > 0).toList();
    out.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", heading)
        .open("table", "class", "comparison");
    out.element("caption", caption());
    head(out, scored);
    out.open("tbody").line();
    for (ComparisonRow row : table.rows()) {
      row(out, row, scored);
    }
    out.close("tbody").close("table").close("div").line();
  }

  private String caption() {
    String synthetic = table.subject().synthetic() ? "SYNTHETIC data. " : "";
    boolean anyPaper = table.rows().stream().anyMatch(row -> row.paper().isPresent());
    String paper =
        anyPaper
            ? " Paper: single runs on full data sets, without intervals."
            : table.metric() == Metric.TEST_TOP1
                ? " The paper has no figure for this data set and network."
                : " The paper reports test top-1 alone.";
    return synthetic + Extent.of(table) + paper + tests();
  }

  private String tests() {
    int m = table.comparisons();
    return m == 0
        ? ""
        : " ▲ and ▼: different from ReLU at 5%, paired t-test over seeds, p corrected for m = "
            + m
            + (m == 1 ? " comparison" : " comparisons")
            + " (Holm).";
  }

  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private void head(Markup out, List<ComparisonRow> scored) {
    out.open("thead").open("tr");
    column(out, "Activation", "");
    column(out, sentence(table.metric().title()) + ", mean ± 95%", "number");
    out.open("th", "scope", "col", "class", "plot");
    out.element("span", "Mean and interval", "class", "sr");
    if (!scored.isEmpty()) {
      out.open("span", "class", "axis-ends", "aria-hidden", "true");
      out.element("span", table.metric().write(low(scored)))
          .element("span", table.metric().write(high(scored)));
      out.close("span");
    }
    out.close("th");
    column(out, "Seeds", "number");
    column(out, "Paper", "number");
    column(out, "Difference to ReLU, ± 95%; p", "number");
    column(out, "Epochs", "number extra");
    column(out, "Parameters", "number extra");
    column(out, "Thresholds", "number extra");
    column(out, "Examples /s", "number extra");
    out.close("tr").close("thead").line();
  }

  private static void column(Markup out, String text, String style) {
    out.element("th", text, "scope", "col", "class", style);
  }

  private void row(Markup out, ComparisonRow row, List<ComparisonRow> scored) {
    SeriesStyle look = style.of(row);
    out.open("tr", "data-row", row.label());
    out.open("th", "scope", "row").text(row.choice().name());
    if (!row.variant().isEmpty()) {
      out.element("small", row.variant());
    }
    out.close("th");
    score(out, row);
    out.open("td", "class", "plot");
    if (row.score().count() > 0) {
      new IntervalPlot(low(scored), high(scored), reluMean())
          .render(out, look, row.score().mean(), lowest(row.score()), highest(row.score()));
    }
    out.close("td");
    boolean complete = row.score().count() == row.seeds();
    out.open("td", "class", complete ? "number" : "number incomplete");
    text(out, RowText.seeds(row)).close("td");
    paper(out, row);
    difference(out, row);
    extra(out, Numbers.range(row.distinct(trial -> (long) trial.epochs())));
    extra(out, Numbers.range(row.distinct(TrialResult::parameters)));
    extra(out, Numbers.range(row.distinct(TrialResult::thresholds)));
    extra(out, Numbers.decimal(row.mean(TrialResult::imagesPerSecond), 0));
    out.close("tr").line();
  }

  private static void score(Markup out, ComparisonRow row) {
    out.open("td", "class", row.score().count() == 0 ? "number none" : "number top1");
    text(out, RowText.score(row)).close("td");
  }

  private static Markup text(Markup out, RowText text) {
    out.text(text.main());
    return text.note().isEmpty() ? out : out.element("small", text.note());
  }

  private static void paper(Markup out, ComparisonRow row) {
    if (row.paper().isEmpty()) {
      out.element("td", Numbers.NONE, "class", "number none");
      return;
    }
    PaperFigure figure = row.paper().get();
    String tables = figure.tables().stream().map(String::valueOf).collect(Collectors.joining(", "));
    out.element(
        "td",
        Numbers.percent(figure.top1()),
        "class",
        "number",
        "title",
        "Paper, Table " + tables + ": single run, full data set");
  }

  private static void difference(Markup out, ComparisonRow row) {
    if (row.difference().isEmpty()) {
      out.open("td", "class", "number none");
      text(out, RowText.difference(row)).close("td");
      return;
    }
    Comparison comparison = row.difference().get();
    out.open("td", "class", ("number " + VerdictStyle.of(row.metric(), comparison)).strip());
    VerdictStyle.mark(out, comparison);
    text(out, RowText.difference(row)).close("td");
  }

  private static void extra(Markup out, String text) {
    out.element("td", text, "class", "number extra");
  }

  private OptionalDouble reluMean() {
    List<ComparisonRow> relu =
        table.rows().stream()
            .filter(row -> row.choice().isRelu() && row.score().count() > 0)
            .toList();
    return relu.size() == 1
        ? OptionalDouble.of(relu.get(0).score().mean())
        : OptionalDouble.empty();
  }

  private static double low(List<ComparisonRow> rows) {
    return extremes(rows).min().orElseThrow();
  }

  private static double high(List<ComparisonRow> rows) {
    return extremes(rows).max().orElseThrow();
  }

  private static DoubleStream extremes(List<ComparisonRow> rows) {
    return rows.stream()
        .flatMapToDouble(row -> DoubleStream.of(lowest(row.score()), highest(row.score())));
  }

  private static double lowest(MeanInterval interval) {
    return Double.isFinite(interval.low()) ? interval.low() : interval.mean();
  }

  private static double highest(MeanInterval interval) {
    return Double.isFinite(interval.high()) ? interval.high() : interval.mean();
  }
}
