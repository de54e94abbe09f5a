package io.convrelu.report.chart;

import io.convrelu.report.markup.Markup;

/**
 * The space of a chart, in pixels of its view box, and what every chart draws: axes, grid, labels.
 *
 * @param width of the whole picture
 * @param height of the whole picture
 */
record Frame(double width, double height) {

  static final double LEFT = 66;
  static final double RIGHT = 14;
  static final double TOP = 12;
  static final double BOTTOM = 44;

  double right() {
    return width - RIGHT;
  }

  double bottom() {
    return height - BOTTOM;
  }

  LinearScale horizontal(double low, double high) {
    return new LinearScale(low, high, LEFT, right());
  }

  LinearScale vertical(double low, double high) {
    return new LinearScale(low, high, bottom(), TOP);
  }

  void verticalAxis(Markup out, LinearScale scale, Ticks ticks, ValueFormat format, String label) {
    for (double tick : ticks.values()) {
      String y = Pixels.of(scale.at(tick));
      line(out, "grid", Pixels.of(LEFT), y, Pixels.of(right()), y);
      out.element(
          "text",
          format.scaled(tick, ticks.decimals()),
          "class",
          "tick",
          "x",
          Pixels.of(LEFT - 7),
          "y",
          y,
          "dy",
          "0.35em",
          "text-anchor",
          "end");
    }
    double middle = (TOP + bottom()) / 2;
    out.element(
        "text",
        label,
        "class",
        "axis-label",
        "x",
        "13",
        "y",
        Pixels.of(middle),
        "text-anchor",
        "middle",
        "transform",
        "rotate(-90 13 " + Pixels.of(middle) + ")");
  }

  void horizontalAxis(
      Markup out, LinearScale scale, Ticks ticks, ValueFormat format, String label) {
    String base = Pixels.of(bottom());
    line(out, "axis", Pixels.of(LEFT), base, Pixels.of(right()), base);
    for (double tick : ticks.values()) {
      String x = Pixels.of(scale.at(tick));
      line(out, "axis", x, base, x, Pixels.of(bottom() + 4));
      out.element(
          "text",
          format.scaled(tick, ticks.decimals()),
          "class",
          "tick",
          "x",
          x,
          "y",
          Pixels.of(bottom() + 18),
          "text-anchor",
          "middle");
    }
    out.element(
        "text",
        label,
        "class",
        "axis-label",
        "x",
        Pixels.of((LEFT + right()) / 2),
        "y",
        Pixels.of(height - 6),
        "text-anchor",
        "middle");
  }

  static void line(Markup out, String style, String x1, String y1, String x2, String y2) {
    out.open("line", "class", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2).close("line");
  }
}
