package io.convrelu.report.page;

import io.convrelu.report.ComparisonRow;
import io.convrelu.report.ComparisonTable;
import io.convrelu.report.chart.LegendKey;
import io.convrelu.report.chart.LineChart;
import io.convrelu.report.figure.CurveFigures;
import io.convrelu.report.figure.DifferenceFigure;
import io.convrelu.report.figure.Figure;
import io.convrelu.report.figure.RowStyles;
import io.convrelu.report.figure.ThresholdFigures;
import io.convrelu.report.markup.Markup;
import java.util.List;

/** The figures of one data set and network: curves over epochs, and thresholds. */
final class FigureSection {

  private final String id;
  private final ComparisonTable table;
  private final RowStyles styles;

  /**
   * @param id of the table, unique on the page
   */
  FigureSection(String id, ComparisonTable table, RowStyles styles) {
    this.id = id;
    this.table = table;
    this.styles = styles;
  }

  void render(Markup out, String heading) {
    differences(out, heading);
    curves(out, heading);
    thresholds(out, heading);
  }

  private void differences(Markup out, String heading) {
    DifferenceFigure.of(id, heading, table, styles)
        .ifPresent(
            figure -> {
              out.open("div", "class", "figures").line();
              figure(out, figure);
              out.close("div").line();
            });
  }

  private void curves(Markup out, String heading) {
    List<Figure> drawn = new CurveFigures(id, heading, table.rows(), styles).all();
    out.element("h3", "Training");
    if (drawn.isEmpty()) {
      out.element("p", "No completed trial recorded a curve.", "class", "soft");
      return;
    }
    out.element(
        "p",
        "Lines are means over the completed seeds, bands reach from the smallest to the largest "
            + "seed. A name switches its line.",
        "class",
        "soft");
    legend(out, drawn);
    out.open("div", "class", "figures", "id", id + "-figures").line();
    drawn.forEach(figure -> figure(out, figure));
    out.close("div").line();
  }

  private void legend(Markup out, List<Figure> drawn) {
    out.open("ul", "class", "legend", "aria-label", "Rows");
    for (int i = 0; i < table.rows().size(); i++) {
      ComparisonRow row = table.rows().get(i);
      String key = Integer.toString(i);
      boolean hasCurve =
          drawn.stream()
              .flatMap(figure -> figure.series().stream())
              .anyMatch(line -> line.key().equals(key));
      if (!hasCurve) {
        continue;
      }
      out.open("li")
          .open(
              "button",
              "type",
              "button",
              "aria-pressed",
              "true",
              "aria-controls",
              id + "-figures",
              "data-series",
              key);
      LegendKey.render(out, styles.of(row));
      out.text(row.label()).close("button").close("li");
    }
    out.close("ul").line();
  }

  private void thresholds(Markup out, String heading) {
    List<Figure> figures = ThresholdFigures.of(id, heading, table.rows(), styles);
    if (figures.isEmpty()) {
      return;
    }
    out.element("h3", "Learned thresholds");
    out.element(
        "p",
        "All layers and completed seeds together, as in the paper's Figure 6.",
        "class",
        "soft");
    out.open("div", "class", "figures small").line();
    figures.forEach(figure -> figure(out, figure));
    out.close("div").line();
  }

  /** One figure with its caption, note and, for curves, its values as a table. */
  static void figure(Markup out, Figure figure) {
    out.open("figure").open("figcaption").text(figure.caption());
    if (!figure.note().isEmpty()) {
      out.element("span", figure.note());
    }
    out.close("figcaption");
    figure.chart().render(out);
    if (figure.chart() instanceof LineChart chart) {
      new CurveValues(chart.format(), figure.series()).render(out);
    }
    out.close("figure").line();
  }
}
