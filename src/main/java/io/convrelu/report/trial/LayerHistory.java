package io.convrelu.report.trial;

import java.util.List;

/**
 * What a trial recorded of its layers. All lists over time are as long as {@code epochs}.
 *
 * @param epochs ascending
 * @param deadUnits one entry a layer with an activation
 * @param thresholds one entry a layer with thresholds
 */
public record LayerHistory(
    List<Integer> epochs, List<DeadUnits> deadUnits, List<Thresholds> thresholds) {

  /** Shares of dead units, NaN where not measured. */
  public record DeadUnits(String layer, List<Double> shares) {}

  /** Counts in equal bins; an empty list where an epoch was not recorded. */
  public record Thresholds(String layer, double low, double high, List<List<Long>> counts) {}
}
