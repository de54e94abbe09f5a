package io.convrelu.train.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Thresholds of a layer, counted in {@value #BINS} bins of one width between −2^exponent and
 * 2^exponent. The exponent is the smallest that has room for all of them. Bins of one exponent are
 * pairs of bins of the exponent below, so that counts of several times can be brought to the same
 * bins exactly.
 *
 * @param exponent of the range, {@value #SMALLEST} or more
 * @param counts one a bin, the lowest first; a bin has its lower end and not its upper
 */
public record ThresholdCounts(int exponent, List<Long> counts) {

  /** Number of bins; half of them below 0. */
  public static final int BINS = 32;

  /** Thresholds below a millionth are as good as 0. */
  private static final int SMALLEST = -20;

  private static final int HALF = BINS / 2;

  public ThresholdCounts {
    counts = List.copyOf(counts);
    if (counts.size() != BINS || exponent < SMALLEST || exponent > Float.MAX_EXPONENT + 1) {
      throw new IllegalArgumentException(
          counts.size() + " bins of exponent " + exponent + " instead of " + BINS);
    }
  }

  /**
   * Counts a part of an array; empty when a value is not finite.
   *
   * @param offset of the first value
   * @param length number of values
   */
  static Optional<ThresholdCounts> of(float[] values, int offset, int length) {
    float largest = 0;
    for (int i = offset; i < offset + length; i++) {
      if (!Float.isFinite(values[i])) {
        return Optional.empty();
      }
      largest = Math.max(largest, Math.abs(values[i]));
    }
    int exponent = Math.max(SMALLEST, Math.getExponent(largest) + 1);
    long[] counts = new long[BINS];
    // A power of two: the quotient is exact.
    double width = Math.scalb(1.0, exponent) / HALF;
    for (int i = offset; i < offset + length; i++) {
      counts[HALF + (int) Math.floor(values[i] / width)]++;
    }
    return Optional.of(of(exponent, counts));
  }

  /** The same thresholds in the bins of another exponent, which is not below this one. */
  public ThresholdCounts at(int other) {
    if (other < exponent) {
      throw new IllegalArgumentException("bins cannot be split: " + exponent + " to " + other);
    }
    ThresholdCounts result = this;
    while (result.exponent < other) {
      long[] merged = new long[BINS];
      for (int bin = 0; bin < BINS; bin++) {
        merged[HALF + Math.floorDiv(bin - HALF, 2)] += result.counts.get(bin);
      }
      result = of(result.exponent + 1, merged);
    }
    return result;
  }

  /** These thresholds and others. */
  ThresholdCounts plus(ThresholdCounts other) {
    int common = Math.max(exponent, other.exponent);
    List<Long> mine = at(common).counts;
    List<Long> theirs = other.at(common).counts;
    long[] sums = new long[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      sums[bin] = mine.get(bin) + theirs.get(bin);
    }
    return of(common, sums);
  }

  /** Upper end of the range; the lower is its negative. */
  public double range() {
    return Math.scalb(1.0, exponent);
  }

  private static ThresholdCounts of(int exponent, long[] counts) {
    List<Long> list = new ArrayList<>();
    for (long count : counts) {
      list.add(count);
    }
    return new ThresholdCounts(exponent, list);
  }
}
