package io.convrelu.report.chart;

import java.util.Locale;

/** Coordinates as SVG wants them. */
final class Pixels {

  private Pixels() {}

  /** A tenth of a pixel is exact enough and keeps pages small. */
  static String of(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels);
  }
}
