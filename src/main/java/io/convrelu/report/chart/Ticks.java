package io.convrelu.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Round values along an axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param values ascending, from at or below the smallest value to at or above the largest
 * @param decimals digits after the point that tell neighbours apart
 */
record Ticks(List<Double> values, int decimals) {

  Ticks {
    values = List.copyOf(values);
  }

  /**
   * Ticks that enclose a range.
   *
   * @param low smallest value, finite
   * @param high largest value, finite; where it equals {@code low} the range is widened
   * @param intervals how many intervals to aim at
   */
  static Ticks enclosing(double low, double high, int intervals) {
    if (!Double.isFinite(low) || !Double.isFinite(high) || low > high || intervals < 1) {
      throw new IllegalArgumentException("no ticks from " + low + " to " + high);
    }
    double margin = high > low ? 0 : Math.max(Math.abs(low) * 0.1, 0.01);
    double step = roundStep((high - low + 2 * margin) / intervals);
    long first = (long) Math.floor((low - margin) / step + 1e-9);
    long last = (long) Math.ceil((high + margin) / step - 1e-9);
    return of(first, last, step);
  }

  /** Whole numbers inside a range, for counted things such as epochs. */
  static Ticks whole(int low, int high, int intervals) {
    double step = Math.max(1, roundStep((double) (high - low) / intervals));
    return of((long) Math.ceil(low / step), (long) Math.floor(high / step), step);
  }

  double first() {
    return values.get(0);
  }

  double last() {
    return values.get(values.size() - 1);
  }

  private static Ticks of(long first, long last, double step) {
    List<Double> values = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      values.add(i * step);
    }
    return new Ticks(values, (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  }

  private static double roundStep(double raw) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(raw, 1e-12))));
    double digit = raw / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }
}
