package io.convrelu.bench;

import java.util.Locale;

/**
 * A bound on a ratio.
 *
 * @param direction which side of the bound is good
 * @param bound the ratio
 */
record Goal(Direction direction, double bound) {

  /** Which side of a bound is good. */
  enum Direction {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Direction(String sign) {
      this.sign = sign;
    }
  }

  static Goal atLeast(double bound) {
    return new Goal(Direction.AT_LEAST, bound);
  }

  static Goal atMost(double bound) {
    return new Goal(Direction.AT_MOST, bound);
  }

  boolean reachedBy(double ratio) {
    return switch (direction) {
      case AT_LEAST -> ratio >= bound;
      case AT_MOST -> ratio <= bound;
    };
  }

  @Override
  public String toString() {
    return direction.sign + String.format(Locale.ROOT, " %.2f", bound);
  }
}
