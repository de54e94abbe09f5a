package io.convrelu.train;

import io.convrelu.train.observed.ThresholdCounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a training came to.
 *
 * @param model after the last averaging
 * @param epochs one entry a finished epoch
 * @param divergence present when the loss stopped being finite
 * @param initialThresholds of the layers that have some, counted before the first step; empty where
 *     it was not done
 */
public record TrainingRun(
    ModelState model,
    List<EpochMetrics> epochs,
    Optional<Divergence> divergence,
    Map<String, ThresholdCounts> initialThresholds) {

  public TrainingRun {
    epochs = List.copyOf(epochs);
  }

  /** Of a state that a training has come to. */
  static TrainingRun of(TrainingState state, Optional<Divergence> divergence) {
    return new TrainingRun(state.model(), state.history(), divergence, state.initialThresholds());
  }
}
