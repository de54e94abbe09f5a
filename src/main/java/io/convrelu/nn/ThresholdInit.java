package io.convrelu.nn;

/** How thresholds start (paper, section "Parameter Initialization"). */
public enum ThresholdInit {
  /** All 0, the paper's choice: the layer starts as ReLU. */
  ZERO,
  /** Gaussian with mean 0; the deviation is configuration. */
  RANDOM,
  /** Uniform with variance 2 / (n_in + n_out), Glorot and Bengio 2010. */
  GLOROT
}
