package io.convrelu.sweep.queue;

/** How a sweep gives up trials that do worse than others on the validation split. */
public enum PruningRule {
  /** It does not. */
  NONE,
  /** Asynchronous successive halving. */
  ASHA,
  /** Median stopping. */
  MEDIAN
}
