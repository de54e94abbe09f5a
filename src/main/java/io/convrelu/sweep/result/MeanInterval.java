package io.convrelu.sweep.result;

import java.util.Collection;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Mean of a few independent runs and its 95% confidence interval, mean ± t(n−1; 0.975) · s / √n
 * with the sample deviation s (divisor n−1). Assumes that the runs are normally distributed around
 * their mean (Student, "The probable error of a mean", Biometrika 6, 1908).
 *
 * @param count number of runs n
 * @param mean NaN without any run
 * @param halfWidth of the interval; NaN with fewer than two runs, which say nothing of the spread
 */
public record MeanInterval(int count, double mean, double halfWidth) {

  private static final double UPPER_QUANTILE = 0.975;

  /**
   * Mean and interval of the given values.
   *
   * @throws IllegalArgumentException when one is NaN or infinite: it would hide in the mean
   */
  public static MeanInterval of(Collection<Double> values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a mean of finite values cannot include " + value);
      }
    }
    int n = values.size();
    double mean = values.stream().mapToDouble(Double::doubleValue).sum() / n;
    if (n < 2) {
      return new MeanInterval(n, mean, Double.NaN);
    }
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / (n - 1));
    double t = new TDistribution(n - 1).inverseCumulativeProbability(UPPER_QUANTILE);
    return new MeanInterval(n, mean, t * deviation / Math.sqrt(n));
  }

  /** Lower end of the interval. */
  public double low() {
    return mean - halfWidth;
  }

  /** Upper end of the interval. */
  public double high() {
    return mean + halfWidth;
  }
}
