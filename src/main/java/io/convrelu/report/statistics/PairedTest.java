package io.convrelu.report.statistics;

import io.convrelu.sweep.result.MeanInterval;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Two tests of whether paired differences have the mean 0, both two-sided.
 *
 * <p>The paired t-test (Student 1908): t = mean · √n / s with the sample deviation s (divisor n−1)
 * has Student's distribution with n−1 degrees of freedom when the differences are normally
 * distributed around 0. Without spread (s = 0, mean not 0) it is undefined, and with one pair too;
 * then there is no p-value. When all differences are 0 nothing speaks against equality and p is 1.
 *
 * <p>The exact sign-flip test (Fisher, "The Design of Experiments", 1935, chapter 3) assumes no
 * distribution, only that a difference is as likely to be d as −d when the two do not differ: p is
 * the share of the 2^n ways to set the signs whose mean is at least as far from 0 as the one seen.
 * It is never below 2 / 2^n, so with fewer than six pairs it cannot reach 5%.
 *
 * @param difference mean of the differences and its 95% interval
 * @param p of the paired t-test; NaN where it is undefined
 * @param exactP of the exact sign-flip test; NaN beyond {@value #MAX_EXACT} pairs, where listing
 *     all signs takes too long
 */
public record PairedTest(MeanInterval difference, double p, double exactP) {

  /** So many pairs have a million ways to set their signs. */
  private static final int MAX_EXACT = 20;

  /** Sums of the same numbers in another order are the same sum. */
  private static final double ROUNDING = 1e-9;

  /**
   * Tests differences.
   *
   * @param differences finite, at least one
   */
  public static PairedTest of(List<Double> differences) {
    if (differences.isEmpty()) {
      throw new IllegalArgumentException("a test of no differences");
    }
    return new PairedTest(
        MeanInterval.of(differences), studentP(differences), signFlipP(differences));
  }

  /** Smallest p-value that the exact test can give for so many pairs. */
  public static double smallestExactP(int pairs) {
    return Math.pow(2, 1.0 - pairs);
  }

  private static double studentP(List<Double> differences) {
    if (differences.stream().allMatch(d -> d == 0)) {
      return 1;
    }
    int n = differences.size();
    double mean = differences.stream().mapToDouble(Double::doubleValue).sum() / n;
    double squares = differences.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
    double deviation = Math.sqrt(squares / (n - 1));
    // Equal shares of a test split differ in their last bits at most.
    if (n < 2 || deviation <= ROUNDING * Math.abs(mean)) {
      return Double.NaN;
    }
    double t = mean * Math.sqrt(n) / deviation;
    return 2 * new TDistribution(n - 1).cumulativeProbability(-Math.abs(t));
  }

  private static double signFlipP(List<Double> differences) {
    int n = differences.size();
    if (n > MAX_EXACT) {
      return Double.NaN;
    }
    double seen = Math.abs(differences.stream().mapToDouble(Double::doubleValue).sum());
    double scale = differences.stream().mapToDouble(Math::abs).sum();
    long asFar = 0;
    for (long signs = 0; signs < 1L << n; signs++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += (signs >> i & 1) == 0 ? differences.get(i) : -differences.get(i);
      }
      asFar += Math.abs(sum) >= seen - ROUNDING * scale ? 1 : 0;
    }
    return (double) asFar / (1L << n);
  }
}
