package io.convrelu.sweep.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How a number is drawn between two bounds. Numbers are rounded, so that people can read them in
 * names and tables; and since only {@link StrictMath} is used, the same everywhere.
 */
enum Distribution {
  /**
   * Every number as probable as the others; rounded to a power of ten of which the bounds are
   * 10,000 to 100,000 apart.
   */
  UNIFORM {
    @Override
    Number at(double share, double low, double high) {
      int magnitude = (int) StrictMath.floor(StrictMath.log10(high - low));
      BigDecimal exact = new BigDecimal(low + share * (high - low));
      return within(exact.setScale(DIGITS - magnitude, RoundingMode.HALF_EVEN), low, high);
    }
  },
  /** Every order of magnitude as probable as the others; rounded to four significant digits. */
  LOG_UNIFORM {
    @Override
    Number at(double share, double low, double high) {
      double lowest = StrictMath.log(low);
      double exponent = lowest + share * (StrictMath.log(high) - lowest);
      BigDecimal exact = new BigDecimal(StrictMath.exp(exponent));
      return within(exact.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN)), low, high);
    }
  },
  /** Every whole number as probable as the others, the bounds among them. */
  INTEGER_UNIFORM {
    @Override
    Number at(double share, double low, double high) {
      long above = (long) (share * (high - low + 1));
      return Math.min((long) high, (long) low + above);
    }
  };

  private static final int DIGITS = 4;

  /**
   * The number at a share of the way, weighed by probability, from one bound to the other.
   *
   * @param share from 0, 1 excluded
   */
  abstract Number at(double share, double low, double high);

  /** A bound may have more digits than a rounded number, and be passed by it. */
  private static double within(BigDecimal rounded, double low, double high) {
    return Math.min(high, Math.max(low, rounded.doubleValue()));
  }
}
