package io.convrelu.train.averaging;

import java.io.Serializable;

/** Stand-in. */
public final class PartialAverage implements Serializable {
  private static final long serialVersionUID = 1L;
  private final double[] sums;
  private final long examples;

  private PartialAverage(double[] sums, long examples) {
    this.sums = sums;
    this.examples = examples;
  }

  public static PartialAverage of(float[] array, long examples) {
    double[] sums = new double[array.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (double) array[i] * examples;
    }
    return new PartialAverage(sums, examples);
  }

  public PartialAverage plus(PartialAverage other) {
    double[] sum = sums.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.sums[i];
    }
    return new PartialAverage(sum, examples + other.examples);
  }

  public float[] result() {
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / examples);
    }
    return mean;
  }
}
