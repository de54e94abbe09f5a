package io.convrelu.train.averaging;

/** How running statistics of batch normalization are averaged. */
public enum StatisticsAveraging {
  /** As the moments of all workers' data together. */
  POOLED,

  /** Means and variances like any other parameters. */
  ARITHMETIC
}
