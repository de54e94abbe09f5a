package io.convrelu.train;

import java.util.List;
import java.util.Optional;

/**
 * What a training came to.
 *
 * @param model after the last averaging
 * @param epochs one entry a finished epoch
 * @param divergence present when the loss stopped being finite
 */
public record TrainingRun(
    ModelState model, List<EpochMetrics> epochs, Optional<Divergence> divergence) {

  public TrainingRun {
    epochs = List.copyOf(epochs);
  }
}
