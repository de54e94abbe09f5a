package io.convrelu.train;

/**
 * What becomes of the workers' momentum when their parameters are averaged (the buffer strategies
 * of Wang et al. 2020, "SlowMo").
 */
public enum MomentumAveraging {
  /** It is averaged like the parameters. */
  AVERAGED,

  /** Every worker goes on with its own. */
  LOCAL,

  /** Every round starts without. */
  RESET
}
