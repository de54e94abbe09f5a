package io.convrelu.train.averaging;

import org.deeplearning4j.nn.graph.ComputationGraph;

/** How running means and variances of batch normalization are averaged. */
public enum StatisticsAveraging {
  /**
   * As the moments of the workers' data taken together, so that a variance has in it how far the
   * workers' means are apart.
   */
  POOLED,
  /**
   * Like every parameter, which leaves that out: a variance is the mean of variances, and where
   * DL4J keeps log10 σ, of logarithms.
   */
  ARITHMETIC;

  /** The average of a network's parameters under this choice. */
  public ParameterAverage of(ComputationGraph network) {
    return of(StatisticsLayout.of(network));
  }

  /** The same, for running statistics that have been found already. */
  public ParameterAverage of(StatisticsLayout running) {
    return new ParameterAverage(
        switch (this) {
          case POOLED -> running;
          case ARITHMETIC -> StatisticsLayout.NONE;
        });
  }
}
