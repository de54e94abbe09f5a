package io.convrelu.train;

/** What is done when the loss or the parameters of a worker become NaN or infinite in a round. */
public enum NonFinitePolicy {
  /** The training ends as diverged. */
  FAIL,

  /**
   * The round is averaged without that worker, which goes on from the average. The training ends
   * all the same when no worker of a round is sound, or when one fails in two of its rounds on end.
   */
  DROP
}
