package io.convrelu.sweep.layers;

import java.util.List;

/**
 * What was recorded of a trial layer by layer, in a few of its epochs ({@code layers.json}). All
 * lists over time are as long as {@code epochs}.
 *
 * @param epochs that were recorded, ascending: 0, which is before the first step, the first, some
 *     between, and the last that was finished
 * @param learningRates of each epoch's last step; NaN for epoch 0
 * @param deadUnits one entry a layer with an activation, in the order of layers; empty when nothing
 *     was probed. NaN for epoch 0, which is not probed
 * @param thresholds one entry a layer with thresholds, in the order of layers
 */
public record LayerObservations(
    List<Integer> epochs,
    List<Double> learningRates,
    List<LayerDeadUnits> deadUnits,
    List<LayerThresholds> thresholds) {

  public LayerObservations {
    epochs = List.copyOf(epochs);
    learningRates = List.copyOf(learningRates);
    deadUnits = List.copyOf(deadUnits);
    thresholds = List.copyOf(thresholds);
    requireLength(epochs.size(), learningRates.size(), "learning rates");
    for (LayerDeadUnits layer : deadUnits) {
      requireLength(epochs.size(), layer.shares().size(), layer.layer());
    }
    for (LayerThresholds layer : thresholds) {
      requireLength(epochs.size(), layer.counts().size(), layer.layer());
    }
  }

  private static void requireLength(int epochs, int entries, String what) {
    if (entries != epochs) {
      throw new IllegalArgumentException(
          what + ": " + entries + " entries for " + epochs + " epochs");
    }
  }
}
