package io.convrelu.report.page;

import io.convrelu.report.ComparisonRow;
import io.convrelu.report.ComparisonTable;
import io.convrelu.report.Curve;
import io.convrelu.report.Numbers;
import io.convrelu.report.PooledThresholds;
import io.convrelu.report.chart.HistogramChart;
import io.convrelu.report.chart.LegendKey;
import io.convrelu.report.chart.LineChart;
import io.convrelu.report.chart.Series;
import io.convrelu.report.chart.Series.Point;
import io.convrelu.report.chart.ValueFormat;
import io.convrelu.report.markup.Markup;
import io.convrelu.sweep.TrialResult.EpochPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figures of one data set and network: curves over epochs, and thresholds. */
final class FigureSection {

  private enum Epochs {
    ALL,
    SECOND_HALF
  }

  private record Measure(
      String name,
      String caption,
      String axis,
      ValueFormat format,
      Epochs epochs,
      ToDoubleFunction<EpochPoint> value) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure(
              "accuracy",
              "Test accuracy (top-1)",
              "test top-1",
              ValueFormat.PERCENT,
              Epochs.ALL,
              EpochPoint::testTop1),
          // Where the rows differ: the steep start would press their ends together.
          new Measure(
              "late-accuracy",
              "Test accuracy (top-1), second half of the epochs",
              "test top-1",
              ValueFormat.PERCENT,
              Epochs.SECOND_HALF,
              EpochPoint::testTop1),
          new Measure(
              "loss",
              "Training loss",
              "cross-entropy",
              ValueFormat.PLAIN,
              Epochs.ALL,
              EpochPoint::trainLoss),
          new Measure(
              "dead",
              "Dead units",
              "share of all units",
              ValueFormat.PERCENT,
              Epochs.ALL,
              EpochPoint::deadUnits));

  /** Trainings of fewer epochs have no second half worth a figure. */
  private static final int SHORT = 6;

  private final String id;
  private final ComparisonTable table;
  private final PageStyle style;

  /**
   * @param id of the table, unique on the page
   */
  FigureSection(String id, ComparisonTable table, PageStyle style) {
    this.id = id;
    this.table = table;
    this.style = style;
  }

  void render(Markup out, String heading) {
    curves(out, heading);
    thresholds(out, heading);
  }

  private void curves(Markup out, String heading) {
    List<Measure> drawn = MEASURES.stream().filter(m -> !series(m).isEmpty()).toList();
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
    legend(out);
    out.open("div", "class", "figures", "id", id + "-figures").line();
    for (Measure measure : drawn) {
      figure(out, measure, heading);
    }
    out.close("div").line();
  }

  private void legend(Markup out) {
    out.open("ul", "class", "legend", "aria-label", "Rows");
    for (int i = 0; i < table.rows().size(); i++) {
      ComparisonRow row = table.rows().get(i);
      boolean hasCurve =
          MEASURES.stream().anyMatch(m -> !Curve.of(row, m.value()).points().isEmpty());
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
              key(i));
      LegendKey.render(out, style.of(row));
      out.text(row.label()).close("button").close("li");
    }
    out.close("ul").line();
  }

  private void figure(Markup out, Measure measure, String heading) {
    List<Series> series = series(measure);
    out.open("figure").open("figcaption").text(measure.caption());
    String partial = withoutAllSeeds(measure);
    if (!partial.isEmpty()) {
      out.element("span", partial);
    }
    out.close("figcaption");
    new LineChart(
            id + "-" + measure.name(),
            measure.caption() + " over epochs, " + heading,
            measure.axis(),
            measure.format(),
            series)
        .render(out);
    new CurveValues(measure.format(), series).render(out);
    out.close("figure").line();
  }

  private List<Series> series(Measure measure) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      ComparisonRow row = table.rows().get(i);
      List<Point> points = Curve.of(row, measure.value()).points();
      if (!points.isEmpty()) {
        series.add(new Series(key(i), row.label(), style.of(row), points));
      }
    }
    return measure.epochs() == Epochs.ALL ? series : secondHalf(series);
  }

  /** Only what lies in the second half of the longest line; nothing when that is too short. */
  private static List<Series> secondHalf(List<Series> series) {
    int last =
        series.stream().flatMap(line -> line.points().stream()).mapToInt(Point::x).max().orElse(0);
    if (last < SHORT) {
      return List.of();
    }
    return series.stream()
        .map(
            line ->
                new Series(
                    line.key(),
                    line.label(),
                    line.style(),
                    line.points().stream().filter(point -> point.x() > last / 2).toList()))
        .filter(line -> !line.points().isEmpty())
        .toList();
  }

  /** Names the rows whose line is over fewer seeds than their mean in the table. */
  private String withoutAllSeeds(Measure measure) {
    List<String> parts = new ArrayList<>();
    for (ComparisonRow row : table.rows()) {
      int seeds = Curve.of(row, measure.value()).seeds();
      if (seeds < row.top1().count()) {
        parts.add(row.label() + ": " + seeds + " of " + row.top1().count() + " seeds");
      }
    }
    return parts.isEmpty() ? "" : "Recorded by fewer seeds: " + String.join("; ", parts);
  }

  private void thresholds(Markup out, String heading) {
    List<ComparisonRow> rows =
        table.rows().stream().filter(row -> PooledThresholds.of(row).count() > 0).toList();
    if (rows.isEmpty()) {
      return;
    }
    out.element("h3", "Learned thresholds");
    out.element(
        "p",
        "All layers and completed seeds together, as in the paper's Figure 6.",
        "class",
        "soft");
    out.open("div", "class", "figures small").line();
    for (int i = 0; i < rows.size(); i++) {
      ComparisonRow row = rows.get(i);
      PooledThresholds pooled = PooledThresholds.of(row);
      out.open("figure").open("figcaption").text(row.label());
      out.element("span", Numbers.count(pooled.count()) + " thresholds").close("figcaption");
      new HistogramChart(
              id + "-thresholds-" + i,
              "Distribution of the thresholds of " + row.label() + ", " + heading,
              "threshold",
              style.of(row),
              pooled.bars())
          .render(out);
      out.close("figure").line();
    }
    out.close("div").line();
  }

  private static String key(int row) {
    return Integer.toString(row);
  }
}
