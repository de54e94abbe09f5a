package io.convrelu.report.chart;

import io.convrelu.report.markup.Markup;

/** A picture that can stand on a page or in a file of its own. */
public interface Chart {

  /** What it shows, for those who cannot see it. */
  String title();

  /** Width of its view box, in pixels. */
  double width();

  /** Height of its view box, in pixels. */
  double height();

  /** Draws it as one {@code svg} element whose look is in classes of the style sheet. */
  void render(Markup out);
}
