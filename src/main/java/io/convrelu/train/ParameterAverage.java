package io.convrelu.train;

import java.util.List;

/**
 * The mean of workers' arrays, weighted by the examples that each has seen (McMahan et al. 2017,
 * "Communication-Efficient Learning of Deep Networks from Decentralized Data", eq. for FedAvg).
 * Sums are taken in double precision and in the order given, so that the same contributions give
 * the same bits whenever they arrived.
 */
final class ParameterAverage {

  private ParameterAverage() {}

  /**
   * Σ examples·array / Σ examples, entry by entry.
   *
   * @param arrays all of one length; must not be empty
   * @param examples one weight an array, each above 0
   */
  static float[] of(List<float[]> arrays, List<Long> examples) {
    if (arrays.isEmpty() || arrays.size() != examples.size()) {
      throw new IllegalArgumentException(
          arrays.size() + " arrays with " + examples.size() + " weights");
    }
    if (arrays.size() == 1) {
      return arrays.get(0).clone();
    }
    double total = examples.stream().mapToLong(Long::longValue).sum();
    double[] sum = new double[arrays.get(0).length];
    for (int a = 0; a < arrays.size(); a++) {
      float[] array = arrays.get(a);
      double weight = examples.get(a) / total;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * array[i];
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) sum[i];
    }
    return mean;
  }
}
