package io.convrelu.report.chart;

import io.convrelu.report.markup.Markup;

/** The piece of line that stands before a name in a legend. */
public final class LegendKey {

  private LegendKey() {}

  /** Draws it; the name beside it says the same, so screen readers skip it. */
  public static void render(Markup out, SeriesStyle style) {
    out.open("svg", "class", "key", "viewBox", "0 0 30 12", "aria-hidden", "true");
    out.open("g", "class", "series " + style.classes());
    Frame.line(out, "line", "1", "6", "29", "6");
    out.close("g").close("svg");
  }
}
