package io.convrelu.report;

import io.convrelu.sweep.result.MeanInterval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.SortedSet;

/** How numbers are written for people. What was not measured is a dash, never a number. */
public final class Numbers {

  /** Stands where there is no number. */
  public static final String NONE = "–";

  private static final char MINUS = '\u2212';

  private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_EVEN);

  private Numbers() {}

  /** A share from 0 to 1 as percent, two decimals. */
  public static String percent(double share) {
    return Double.isFinite(share) ? format("%.2f%%", 100 * share) : NONE;
  }

  /** A difference of shares in percentage points, with its sign (a minus is U+2212). */
  public static String points(double difference) {
    return Double.isFinite(difference)
        ? format("%+.2f", 100 * difference).replace('-', MINUS)
        : NONE;
  }

  /** A plain difference with its sign (a minus is U+2212). */
  public static String signed(double difference, int decimals) {
    return Double.isFinite(difference)
        ? format("%+." + decimals + "f", difference).replace('-', MINUS)
        : NONE;
  }

  /** A p-value: three decimals, or "< 0.001". */
  public static String probability(double p) {
    return !Double.isFinite(p) ? NONE : p < 0.0005 ? "< 0.001" : format("%.3f", p);
  }

  /** The half width of an interval of shares, led by " ± "; empty where one run gives none. */
  public static String plusMinus(MeanInterval interval) {
    return Double.isFinite(interval.halfWidth())
        ? format(" ± %.2f", 100 * interval.halfWidth())
        : "";
  }

  /** A plain number. */
  public static String decimal(double value, int decimals) {
    return Double.isFinite(value) ? format("%." + decimals + "f", value) : NONE;
  }

  /** How much more, as percent with its sign and two decimals. */
  public static String more(double ratio) {
    return Double.isFinite(ratio) ? format("%+.2f%%", 100 * ratio).replace('-', MINUS) : NONE;
  }

  /** A small number to three significant digits. */
  public static String significant(double value) {
    return Double.isFinite(value) ? new BigDecimal(value, THREE).toPlainString() : NONE;
  }

  /** A count, with thousands set off. */
  public static String count(long value) {
    return format("%,d", value);
  }

  /** The only count, or the smallest and largest of several. */
  public static String range(SortedSet<Long> values) {
    if (values.isEmpty()) {
      return NONE;
    }
    String first = count(values.first());
    return values.size() == 1 ? first : first + " to " + count(values.last());
  }

  private static String format(String pattern, Object value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
