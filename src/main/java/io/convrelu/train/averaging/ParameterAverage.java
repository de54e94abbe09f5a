package io.convrelu.train.averaging;

import java.io.Serializable;
import java.util.List;

/**
 * The mean of workers' arrays, weighted by the examples that each has seen: x̄ = Σ n_k·x_k / Σ n_k
 * (McMahan et al. 2017, "Communication-Efficient Learning of Deep Networks from Decentralized
 * Data", the server's step of FederatedAveraging). Running statistics are pooled instead; see
 * {@link PartialAverage}.
 *
 * @param pooled the statistics that are pooled; all others are averaged like parameters
 */
public record ParameterAverage(StatisticsLayout pooled) implements Serializable {

  /** The weighted mean of every entry, as for momentum. */
  public static final ParameterAverage PLAIN = new ParameterAverage(StatisticsLayout.NONE);

  /**
   * What one worker contributes.
   *
   * @param array its numbers after the round; is copied
   * @param examples that it has seen in the round, at least 1
   */
  public PartialAverage of(float[] array, long examples) {
    return PartialAverage.of(array, examples, pooled);
  }

  /**
   * The average of all contributions, added up in the order given. One array is returned as it is,
   * bit for bit; so are the entries in which all agree, as long as Σ examples is below 2^29 (where
   * DL4J keeps log10 σ, to within a double's rounding).
   *
   * @param arrays all of one length; must not be empty
   * @param examples one weight an array, each at least 1
   */
  public float[] average(List<float[]> arrays, List<Long> examples) {
    if (arrays.isEmpty() || arrays.size() != examples.size()) {
      throw new IllegalArgumentException(
          arrays.size() + " arrays with " + examples.size() + " weights");
    }
    PartialAverage sum = of(arrays.get(0), examples.get(0));
    for (int k = 1; k < arrays.size(); k++) {
      sum.add(of(arrays.get(k), examples.get(k)));
    }
    return sum.result();
  }
}
