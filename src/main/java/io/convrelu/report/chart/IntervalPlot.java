package io.convrelu.report.chart;

import io.convrelu.report.markup.Markup;
import java.util.OptionalDouble;

/**
 * A row's mean and interval on a scale that all rows of a table share, with a line at the
 * reference. Decoration: the numbers stand in the row, so screen readers skip it.
 */
public final class IntervalPlot {

  private static final double WIDTH = 170;
  private static final double HEIGHT = 24;
  private static final double MARGIN = 6;

  private final LinearScale scale;
  private final OptionalDouble reference;

  /**
   * @param low smallest value of any row
   * @param high largest value of any row
   * @param reference where to draw the line, for example ReLU's mean
   */
  public IntervalPlot(double low, double high, OptionalDouble reference) {
    double margin = high > low ? 0 : 0.005;
    this.scale = new LinearScale(low - margin, high + margin, MARGIN, WIDTH - MARGIN);
    this.reference = reference;
  }

  /** Draws one row; low and high equal the mean where there is no interval. */
  public void render(Markup out, SeriesStyle style, double mean, double low, double high) {
    String middle = Pixels.of(HEIGHT / 2);
    out.open(
        "svg",
        "class",
        "interval",
        "viewBox",
        "0 0 " + Pixels.of(WIDTH) + " " + Pixels.of(HEIGHT),
        "aria-hidden",
        "true");
    reference.ifPresent(
        value -> {
          String x = Pixels.of(scale.at(value));
          Frame.line(out, "reference", x, "0", x, Pixels.of(HEIGHT));
        });
    if (high > low) {
      String left = Pixels.of(scale.at(low));
      String right = Pixels.of(scale.at(high));
      String colour = "whisker ink-" + style.colour();
      Frame.line(out, colour, left, middle, right, middle);
      Frame.line(out, colour, left, "8.0", left, "16.0");
      Frame.line(out, colour, right, "8.0", right, "16.0");
    }
    out.open(
            "circle",
            "class",
            "mean ink-" + style.colour(),
            "cx",
            Pixels.of(scale.at(mean)),
            "cy",
            middle,
            "r",
            "4.5")
        .close("circle");
    out.close("svg");
  }
}
