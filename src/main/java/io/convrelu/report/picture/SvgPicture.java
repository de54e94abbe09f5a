package io.convrelu.report.picture;

import io.convrelu.report.chart.Series;
import io.convrelu.report.figure.Figure;
import io.convrelu.report.markup.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A figure as an SVG document that stands alone: title, chart, legend and what has to be said with
 * it, on white. It names no style sheet, no script and nothing to fetch.
 *
 * @param heading what is shown of what, for example "cifar10 · densenet-40"
 * @param extent how much was trained on, in a sentence
 */
public record SvgPicture(String heading, String extent, Figure figure) {

  /** The last but one is Java's own name of what the last is to everybody else. */
  private static final String FONTS =
      "DejaVu Sans, Verdana, Helvetica, Arial, SansSerif, sans-serif";

  private static final double MARGIN = 18;
  private static final double SMALLEST = 480;

  /** Average advance of a character, as a share of the font's size; wide, to be safe. */
  private static final double ADVANCE = 0.62;

  private static final double TITLE = 17;
  private static final double SUBTITLE = 14;
  private static final double SMALL = 12;
  private static final double KEY = 30;

  /** Width of the picture, in pixels. */
  public double width() {
    return Math.max(SMALLEST, figure.chart().width()) + 2 * MARGIN;
  }

  /** The document, as text. */
  public String document() {
    List<String> titles = wrap(figure.caption(), TITLE);
    List<String> subtitles = wrap(heading, SUBTITLE);
    List<String> notes = new ArrayList<>(wrap(extent, SMALL));
    notes.addAll(wrap(figure.note(), SMALL));
    List<List<Series>> legend = legend();
    double chartTop = MARGIN + 24.0 * titles.size() + 20.0 * subtitles.size() + 12;
    double legendTop = chartTop + figure.chart().height() + 20;
    double notesTop = legendTop + 22.0 * legend.size() + 2;
    double height = notesTop + 17.0 * notes.size() + MARGIN - 8;

    Markup out = new Markup();
    String size = String.format(Locale.ROOT, "%.0f", width());
    String tall = String.format(Locale.ROOT, "%.0f", height);
    out.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "width",
        size,
        "height",
        tall,
        "viewBox",
        "0 0 " + size + " " + tall,
        "font-family",
        FONTS,
        "font-size",
        "13");
    out.element("title", figure.chart().title()).line();
    out.open("rect", "width", size, "height", tall, "fill", "#ffffff").close("rect").line();
    lines(out, titles, MARGIN + 16, 24, TITLE, Look.TEXT);
    lines(out, subtitles, MARGIN + 14 + 24.0 * titles.size(), 20, SUBTITLE, Look.SOFT);
    double left = (width() - figure.chart().width()) / 2;
    out.open("g", "transform", "translate(" + pixels(left) + " " + pixels(chartTop) + ")").line();
    ChartCopy.copy(figure.chart(), out);
    out.close("g").line();
    for (int i = 0; i < legend.size(); i++) {
      legend(out, legend.get(i), legendTop + 22 * i);
    }
    lines(out, notes, notesTop + 12, 17, SMALL, Look.SOFT);
    out.close("svg");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + out + "\n";
  }

  private static void lines(
      Markup out, List<String> lines, double top, double step, double size, String colour) {
    for (int i = 0; i < lines.size(); i++) {
      out.element(
              "text",
              lines.get(i),
              "x",
              pixels(MARGIN),
              "y",
              pixels(top + step * i),
              "font-size",
              String.format(Locale.ROOT, "%.0f", size),
              "font-weight",
              size == TITLE ? "bold" : "normal",
              "fill",
              colour)
          .line();
    }
  }

  private void legend(Markup out, List<Series> line, double y) {
    double x = MARGIN;
    for (Series series : line) {
      List<String> path =
          new ArrayList<>(List.of("d", "M" + pixels(x) + " " + pixels(y) + "h" + pixels(KEY)));
      Look.plain()
          .within(Set.of(series.style().classes().split(" ")))
          .attributes("path", Set.of("line"))
          .forEach((name, value) -> path.addAll(List.of(name, value)));
      out.open("path", path.toArray(String[]::new)).close("path");
      out.element(
              "text",
              series.label(),
              "x",
              pixels(x + KEY + 7),
              "y",
              pixels(y + 4.5),
              "fill",
              Look.TEXT)
          .line();
      x += entryWidth(series);
    }
  }

  /** The legend's entries, as many in a line as fit. */
  private List<List<Series>> legend() {
    List<List<Series>> lines = new ArrayList<>();
    double used = Double.MAX_VALUE;
    for (Series series : figure.series()) {
      if (used + entryWidth(series) > width() - 2 * MARGIN) {
        lines.add(new ArrayList<>());
        used = 0;
      }
      lines.get(lines.size() - 1).add(series);
      used += entryWidth(series);
    }
    return lines;
  }

  private static double entryWidth(Series series) {
    return KEY + 7 + series.label().length() * 13 * ADVANCE + 20;
  }

  private List<String> wrap(String text, double size) {
    int columns = (int) ((width() - 2 * MARGIN) / (size * ADVANCE));
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
