package io.convrelu.report.chart;

import io.convrelu.report.chart.Series.Point;
import io.convrelu.report.markup.Markup;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Lines over epochs, each with the range of its seeds as a band. The script of the page reads the
 * values from {@code data-} attributes to show them under the pointer; without the script the chart
 * is still whole.
 *
 * @param id unique on the page
 * @param title for those who cannot see the picture
 * @param series at least one, each with at least one point
 */
public record LineChart(
    String id, String title, String valueLabel, ValueFormat format, List<Series> series)
    implements Chart {

  private static final Frame FRAME = new Frame(560, 340);
  private static final int INTERVALS = 5;

  /** With more lines than this their bands would cover everything and are drawn faintly. */
  private static final int CROWD = 5;

  public LineChart {
    series = List.copyOf(series);
    if (series.isEmpty() || series.stream().anyMatch(s -> s.points().isEmpty())) {
      throw new IllegalArgumentException("a chart without points: " + title);
    }
  }

  @Override
  public double width() {
    return FRAME.width();
  }

  @Override
  public double height() {
    return FRAME.height();
  }

  @Override
  public void render(Markup out) {
    int first = (int) extreme(Point::x, -1);
    int last = (int) extreme(Point::x, 1);
    // One epoch alone stands in the middle of its axis.
    double margin = last > first ? 0 : 0.5;
    double factor = format.factor();
    Ticks ticks =
        Ticks.enclosing(
            extreme(Point::low, -1) * factor, extreme(Point::high, 1) * factor, INTERVALS);
    LinearScale x = FRAME.horizontal(first - margin, last + margin);
    LinearScale y = FRAME.vertical(ticks.first(), ticks.last());
    open(out, x, y);
    FRAME.verticalAxis(out, y, ticks, format, valueLabel);
    FRAME.horizontalAxis(out, x, Ticks.whole(first, last, 8), ValueFormat.PLAIN, "epoch");
    series.forEach(line -> band(out, line, x, y));
    series.forEach(line -> line(out, line, x, y));
    Frame.line(out, "crosshair", "0", Pixels.of(Frame.TOP), "0", Pixels.of(FRAME.bottom()));
    out.close("svg").line();
  }

  private void open(Markup out, LinearScale x, LinearScale y) {
    out.open(
        "svg",
        "class",
        series.size() > CROWD ? "chart lines crowded" : "chart lines",
        "viewBox",
        String.format(Locale.ROOT, "0 0 %.0f %.0f", FRAME.width(), FRAME.height()),
        "role",
        "img",
        "tabindex",
        "0",
        "aria-labelledby",
        id + "-title " + id + "-desc",
        "data-x",
        axis(x),
        "data-y",
        axis(y),
        "data-unit",
        format.unit());
    // The title belongs to the description, not to a tooltip: it must not cover the values.
    out.element("title", title, "id", id + "-title");
    out.element("desc", description(), "id", id + "-desc");
  }

  private static String axis(LinearScale scale) {
    return String.join(
        " ",
        Double.toString(scale.low()),
        Double.toString(scale.high()),
        Pixels.of(scale.start()),
        Pixels.of(scale.end()));
  }

  private String description() {
    StringBuilder text = new StringBuilder("Values at the last epoch: ");
    for (Series line : series) {
      Point last = line.points().get(line.points().size() - 1);
      text.append(line.label()).append(' ').append(format.write(last.mean(), 2)).append("; ");
    }
    return text.append("the arrow keys step through the epochs.").toString();
  }

  private void band(Markup out, Series line, LinearScale x, LinearScale y) {
    if (line.points().size() < 2 || line.points().stream().allMatch(p -> p.high() == p.low())) {
      return;
    }
    StringBuilder path = new StringBuilder();
    for (Point p : line.points()) {
      path.append(path.isEmpty() ? "M" : "L").append(at(x, p.x(), y, p.high()));
    }
    for (int i = line.points().size() - 1; i >= 0; i--) {
      path.append('L').append(at(x, line.points().get(i).x(), y, line.points().get(i).low()));
    }
    out.open(
            "path",
            "class",
            "band " + line.style().classes(),
            "data-series",
            line.key(),
            "d",
            path.append('Z').toString())
        .close("path");
  }

  private void line(Markup out, Series line, LinearScale x, LinearScale y) {
    StringBuilder path = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (Point p : line.points()) {
      path.append(path.isEmpty() ? "M" : "L").append(at(x, p.x(), y, p.mean()));
      values.append(
          String.format(
              Locale.ROOT,
              "%s%d,%.3f,%.3f,%.3f",
              values.isEmpty() ? "" : " ",
              p.x(),
              p.mean() * format.factor(),
              p.low() * format.factor(),
              p.high() * format.factor()));
    }
    out.open(
        "g",
        "class",
        "series " + line.style().classes(),
        "data-series",
        line.key(),
        "data-label",
        line.label(),
        "data-values",
        values.toString());
    if (line.points().size() == 1) {
      Point only = line.points().get(0);
      out.open(
              "circle",
              "class",
              "dot",
              "cx",
              Pixels.of(x.at(only.x())),
              "cy",
              Pixels.of(y.at(only.mean() * format.factor())),
              "r",
              "4")
          .close("circle");
    } else {
      out.open("path", "class", "line", "d", path.toString()).close("path");
    }
    out.close("g");
  }

  private String at(LinearScale x, int epoch, LinearScale y, double value) {
    return Pixels.of(x.at(epoch)) + " " + Pixels.of(y.at(value * format.factor()));
  }

  private double extreme(ToDoubleFunction<Point> coordinate, int sign) {
    return sign
        * series.stream()
            .flatMap(s -> s.points().stream())
            .mapToDouble(p -> sign * coordinate.applyAsDouble(p))
            .max()
            .orElseThrow();
  }
}
