package io.convrelu.sweep.layers;

import java.util.List;
import java.util.Objects;

/**
 * The thresholds of a layer over time, counted in bins of one width that are the same for all
 * epochs.
 *
 * @param layer name of the layer, or of the unit of a fused stage, that holds the thresholds
 * @param low lower end of the first bin
 * @param high upper end of the last bin; no threshold of a recorded epoch is outside
 * @param counts of each recorded epoch, one number a bin; an empty list where the epoch's
 *     thresholds were not recorded
 */
public record LayerThresholds(String layer, double low, double high, List<List<Long>> counts) {

  public LayerThresholds {
    Objects.requireNonNull(layer, "layer");
    counts = counts.stream().map(List::copyOf).toList();
    if (!(low < high)) {
      throw new IllegalArgumentException("bins of " + layer + " from " + low + " to " + high);
    }
    long lengths = counts.stream().map(List::size).filter(bins -> bins > 0).distinct().count();
    if (lengths > 1) {
      throw new IllegalArgumentException("layer " + layer + " has bins of different numbers");
    }
  }

  /** Number of bins, 0 where nothing was recorded. */
  public int bins() {
    return counts.stream().mapToInt(List::size).max().orElse(0);
  }
}
