package io.convrelu.report.chart;

import java.util.Locale;

/** How the values of an axis are written. */
public enum ValueFormat {
  /** A share from 0 to 1 as percent. */
  PERCENT(100, "%"),
  /** A difference of shares in percentage points. */
  POINTS(100, ""),
  /** As it is. */
  PLAIN(1, "");

  private final double factor;
  private final String unit;

  ValueFormat(double factor, String unit) {
    this.factor = factor;
    this.unit = unit;
  }

  /** What a value is multiplied by before it is written. */
  public double factor() {
    return factor;
  }

  /** What stands behind the number. */
  public String unit() {
    return unit;
  }

  /** A value of the data, written. */
  String write(double value, int decimals) {
    return scaled(value * factor, decimals);
  }

  /** A value that is already multiplied, written. */
  String scaled(double value, int decimals) {
    double zeroWithoutSign = Math.abs(value) < 0.5 * Math.pow(10, -decimals) ? 0 : value;
    return String.format(Locale.ROOT, "%." + decimals + "f", zeroWithoutSign) + unit;
  }
}
