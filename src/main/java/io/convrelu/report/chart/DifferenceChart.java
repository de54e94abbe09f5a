package io.convrelu.report.chart;

import io.convrelu.report.markup.Markup;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Differences to a reference, one line each with its interval, around a line at 0. A filled dot is
 * a significant difference, a hollow one is not; the words beside it say the same.
 *
 * @param id unique on the page
 * @param title for those who cannot see the picture
 * @param axis what the differences are measured in
 * @param format of the differences
 * @param lines at least one, from top to bottom
 */
public record DifferenceChart(
    String id, String title, String axis, ValueFormat format, List<Line> lines) implements Chart {

  private static final double WIDTH = 720;

  /** Average advance of a character of the words, in pixels; of bold labels more. */
  private static final double ADVANCE = 7.6;

  private static final double BOLD_ADVANCE = 8.8;
  private static final int LONGEST_LABEL = 38;
  private static final double GAP = 16;
  private static final double LINE = 30;
  private static final double BOTTOM = 48;
  private static final double TOP = 8;

  public DifferenceChart {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a chart of no differences: " + title);
    }
  }

  /** Whether a difference is significant. */
  public enum Weight {
    SIGNIFICANT,
    OPEN
  }

  /**
   * One difference.
   *
   * @param label what is compared with the reference
   * @param words the difference and its test, as they are read
   * @param mean finite
   * @param low the mean itself where there is no interval
   * @param high likewise
   */
  public record Line(
      String label,
      String words,
      SeriesStyle style,
      Weight weight,
      double mean,
      double low,
      double high) {

    public Line {
      if (!(low <= mean && mean <= high) || !Double.isFinite(high - low)) {
        throw new IllegalArgumentException(low + " to " + high + " around " + mean);
      }
    }
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public double height() {
    return TOP + LINE * lines.size() + BOTTOM;
  }

  @Override
  public void render(Markup out) {
    double factor = format.factor();
    Ticks ticks =
        Ticks.enclosing(factor * Math.min(0, smallest()), factor * Math.max(0, largest()), 5);
    LinearScale x = new LinearScale(ticks.first(), ticks.last(), labels(), WIDTH - words());
    double bottom = TOP + LINE * lines.size();
    out.open(
        "svg",
        "class",
        "chart differences",
        "viewBox",
        String.format(Locale.ROOT, "0 0 %.0f %.0f", width(), height()),
        "role",
        "img",
        "aria-labelledby",
        id + "-title");
    out.element("title", title, "id", id + "-title");
    for (double tick : ticks.values()) {
      String at = Pixels.of(x.at(tick));
      boolean zero = Math.abs(tick) < 1e-9 * (ticks.last() - ticks.first());
      Frame.line(out, zero ? "axis" : "grid", at, Pixels.of(TOP), at, Pixels.of(bottom));
      text(out, "tick", at, Pixels.of(bottom + 18), "middle", signed(tick, ticks.decimals()));
    }
    String middle = Pixels.of((x.start() + x.end()) / 2);
    text(out, "axis-label", middle, Pixels.of(bottom + 40), "middle", axis);
    for (int i = 0; i < lines.size(); i++) {
      line(out, lines.get(i), x, TOP + LINE * (i + 0.5));
    }
    out.close("svg").line();
  }

  private void line(Markup out, Line line, LinearScale x, double y) {
    double factor = format.factor();
    String middle = Pixels.of(y);
    text(out, "label", Pixels.of(labels() - GAP), Pixels.of(y + 4.5), "end", brief(line.label()));
    text(out, "words", Pixels.of(WIDTH - words() + GAP), Pixels.of(y + 4.5), "start", line.words());
    String ink = " ink-" + line.style().colour();
    if (line.high() > line.low()) {
      String left = Pixels.of(x.at(line.low() * factor));
      String right = Pixels.of(x.at(line.high() * factor));
      String whisker = "whisker" + ink;
      Frame.line(out, whisker, left, middle, right, middle);
      Frame.line(out, whisker, left, Pixels.of(y - 5), left, Pixels.of(y + 5));
      Frame.line(out, whisker, right, Pixels.of(y - 5), right, Pixels.of(y + 5));
    }
    String dot = line.weight() == Weight.SIGNIFICANT ? "mean" : "hollow";
    out.open(
            "circle",
            "class",
            dot + ink,
            "cx",
            Pixels.of(x.at(line.mean() * factor)),
            "cy",
            middle,
            "r",
            "5.5")
        .close("circle");
  }

  private static void text(
      Markup out, String style, String x, String y, String anchor, String text) {
    out.element("text", text, "class", style, "x", x, "y", y, "text-anchor", anchor);
  }

  private static String signed(double value, int decimals) {
    double clean = Math.abs(value) < 0.5 * Math.pow(10, -decimals) ? 0 : value;
    String text = String.format(Locale.ROOT, "%+." + decimals + "f", clean);
    return clean == 0 ? text.substring(1) : text.replace('-', '\u2212');
  }

  private double labels() {
    return GAP
        + BOLD_ADVANCE * lines.stream().mapToInt(l -> brief(l.label()).length()).max().orElse(0);
  }

  private double words() {
    return GAP + ADVANCE * lines.stream().mapToInt(l -> l.words().length()).max().orElse(0);
  }

  private static String brief(String label) {
    return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
  }

  private double smallest() {
    return lines.stream()
        .flatMapToDouble(l -> DoubleStream.of(l.low(), l.mean()))
        .min()
        .orElseThrow();
  }

  private double largest() {
    return lines.stream()
        .flatMapToDouble(l -> DoubleStream.of(l.high(), l.mean()))
        .max()
        .orElseThrow();
  }
}
