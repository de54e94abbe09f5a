package io.convrelu.report.chart;

/**
 * How a line is told from others: by colour, which stands for the activation, and by dashes, which
 * stand for the row among those of the activation. Both are classes of the style sheet.
 *
 * @param colour for example {@code conv-relu}; the style sheet knows every activation
 * @param dash from 0, solid
 */
public record SeriesStyle(String colour, int dash) {

  /** Dash patterns of the style sheet. */
  public static final int DASHES = 6;

  /** The classes as the style sheet names them. */
  public String classes() {
    return "ink-" + colour + " dash-" + dash % DASHES;
  }
}
