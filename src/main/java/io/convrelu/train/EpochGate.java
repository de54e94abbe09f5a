package io.convrelu.train;

/** Says after each epoch whether a training goes on. */
@FunctionalInterface
public interface EpochGate {

  /** Every training goes on to its end. */
  EpochGate OPEN = epoch -> true;

  /**
   * Whether to go on.
   *
   * @param epoch that has been evaluated, and whose state is kept
   */
  boolean goesOn(EpochMetrics epoch);
}
