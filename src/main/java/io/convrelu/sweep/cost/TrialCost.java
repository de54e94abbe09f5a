package io.convrelu.sweep.cost;

import io.convrelu.train.memory.MemoryNeed;
import java.util.Objects;

/**
 * What a trial that trains to its end costs.
 *
 * @param epochs passes over the train split
 * @param workers logical workers
 * @param trained examples trained on in one epoch
 * @param scored examples scored after each epoch
 * @param flopPerEpoch floating-point operations of the matrix products of one epoch, scoring
 *     included
 * @param parameters trained numbers
 * @param modelBytes that stay
 * @param checkpointBytes kept until the trial ends
 * @param worker memory that one worker needs
 */
public record TrialCost(
    int epochs,
    int workers,
    long trained,
    long scored,
    double flopPerEpoch,
    long parameters,
    long modelBytes,
    long checkpointBytes,
    MemoryNeed worker) {

  public TrialCost {
    Objects.requireNonNull(worker, "worker");
  }

  /** Examples trained on, over all epochs. */
  public long allTrained() {
    return trained * epochs;
  }

  /** Examples scored, over all epochs. */
  public long allScored() {
    return scored * epochs;
  }

  /** Floating-point operations, over all epochs. */
  public double flop() {
    return flopPerEpoch * epochs;
  }

  /**
   * Seconds of training at a pace, over all epochs.
   *
   * @param examplesPerSecond that a step takes in; scoring an example takes a third of the work
   */
  public double secondsAt(double examplesPerSecond) {
    return (allTrained() + allScored() / CostModel.FORWARDS_OF_A_STEP) / examplesPerSecond;
  }
}
