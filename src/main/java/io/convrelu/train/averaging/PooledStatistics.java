package io.convrelu.train.averaging;

import io.convrelu.train.averaging.StatisticsBlock.Spread;

/**
 * Mean and variance of several sets of examples taken together, from those of each. With weights
 * n_k: μ = Σ n_k·μ_k / Σ n_k and, by the law of total variance, σ² = Σ n_k·(σ_k² + (μ_k − μ)²) / Σ
 * n_k.
 *
 * <p>What is carried along is Σ n·μ and M = Σ n·(σ² + (μ − μ̄)²), with μ̄ the mean so far. Two such
 * sums are added by the pairwise formula of Chan, Golub and LeVeque (1983, "Algorithms for
 * Computing the Sample Variance: Analysis and Recommendations"), M = M_a + M_b + n_a·n_b / (n_a +
 * n_b) · (μ_a − μ_b)². Unlike Σ n·(σ² + μ²) it has no difference of large numbers in it: means that
 * are many deviations away from 0 cost no digits, and sets that agree stay as they are, bit for
 * bit.
 */
final class PooledStatistics {

  private PooledStatistics() {}

  /** Whether a single contribution's sums are not yet of the form that can be added. */
  static boolean needsMoments(StatisticsLayout layout) {
    return layout.blocks().stream().anyMatch(block -> block.kind() == Spread.LOG10_DEVIATION);
  }

  /** Turns n·log10 σ of a single contribution into n·σ², in place. */
  static void toMoments(StatisticsLayout layout, double[] sums, long examples) {
    for (StatisticsBlock block : layout.blocks()) {
      if (block.kind() == Spread.LOG10_DEVIATION) {
        for (int i = block.spread(); i < block.spread() + block.channels(); i++) {
          // StrictMath, because Math may differ in the last bit between machines.
          sums[i] = examples * StrictMath.pow(10, 2 * (sums[i] / examples));
        }
      }
    }
  }

  /** The way back, for a mean σ² at each such place: log10 σ. */
  static void fromMoments(StatisticsLayout layout, double[] sums, long examples, float[] result) {
    for (StatisticsBlock block : layout.blocks()) {
      if (block.kind() == Spread.LOG10_DEVIATION) {
        for (int i = block.spread(); i < block.spread() + block.channels(); i++) {
          result[i] = (float) (StrictMath.log10(sums[i] / examples) / 2);
        }
      }
    }
  }

  /**
   * Adds to M_a what the distance of the two means adds to the variance; M_b itself is added with
   * all other sums, after this.
   *
   * @param a sums of {@code examplesA} examples, changed in place
   * @param b sums of {@code examplesB} examples
   */
  static void addDistance(
      StatisticsLayout layout, double[] a, long examplesA, double[] b, long examplesB) {
    double weight = (double) examplesA * examplesB / (examplesA + examplesB);
    for (StatisticsBlock block : layout.blocks()) {
      for (int c = 0; c < block.channels(); c++) {
        int mean = block.mean() + c;
        double distance = a[mean] / examplesA - b[mean] / examplesB;
        a[block.spread() + c] += weight * distance * distance;
      }
    }
  }
}
