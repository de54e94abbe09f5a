package io.convrelu.report.page;

import io.convrelu.report.Numbers;
import io.convrelu.report.chart.Series;
import io.convrelu.report.chart.Series.Point;
import io.convrelu.report.chart.ValueFormat;
import io.convrelu.report.markup.Markup;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The values of a chart as a table, for those who cannot point at it: some twenty epochs. */
final class CurveValues {

  private static final int EPOCHS = 20;

  private final ValueFormat format;
  private final List<Series> series;

  CurveValues(ValueFormat format, List<Series> series) {
    this.format = format;
    this.series = List.copyOf(series);
  }

  void render(Markup out) {
    out.open("details").element("summary", "Values as a table");
    out.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", "Values")
        .open("table")
        .open("thead")
        .open("tr");
    out.element("th", "Epoch", "scope", "col");
    series.forEach(line -> out.element("th", line.label(), "scope", "col"));
    out.close("tr").close("thead").open("tbody");
    List<Map<Integer, Point>> lines =
        series.stream()
            .map(line -> line.points().stream().collect(Collectors.toMap(Point::x, p -> p)))
            .toList();
    for (int epoch : epochs()) {
      out.open("tr").element("th", Integer.toString(epoch), "scope", "row");
      for (Map<Integer, Point> line : lines) {
        Point point = line.get(epoch);
        out.element("td", point == null ? Numbers.NONE : write(point.mean()), "class", "number");
      }
      out.close("tr");
    }
    out.close("tbody").close("table").close("div").close("details").line();
  }

  private String write(double value) {
    return format == ValueFormat.PERCENT ? Numbers.percent(value) : Numbers.decimal(value, 4);
  }

  private TreeSet<Integer> epochs() {
    List<Integer> all =
        series.stream()
            .flatMap(line -> line.points().stream())
            .map(Point::x)
            .distinct()
            .sorted()
            .toList();
    TreeSet<Integer> chosen = new TreeSet<>();
    int count = Math.min(EPOCHS, all.size());
    for (int i = 1; i <= count; i++) {
      chosen.add(all.get((int) ((long) all.size() * i / count) - 1));
    }
    chosen.add(all.get(0));
    return chosen;
  }
}
