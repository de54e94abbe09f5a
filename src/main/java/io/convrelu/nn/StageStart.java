package io.convrelu.nn;

import java.util.Map;

/**
 * How the parameters of a stage start and what holds its thresholds down. Weights start normal with
 * mean 0 and variance 2 / (inputs · kernel positions), He et al. 2015, where nothing else is said;
 * biases at 0; batch normalization at scale 1 and shift 0.
 *
 * @param weightDeviations standard deviation of the weights of units, by name, that start otherwise
 * @param slope where trained slopes start
 * @param thresholdInit how thresholds start
 * @param thresholdDeviation standard deviation of {@link ThresholdInit#RANDOM}
 * @param thresholdL2 λ: λ·θ is added to the gradient of θ; 0 for none
 */
public record StageStart(
    Map<String, Double> weightDeviations,
    double slope,
    ThresholdInit thresholdInit,
    double thresholdDeviation,
    double thresholdL2) {

  public StageStart {
    weightDeviations = Map.copyOf(weightDeviations);
    weightDeviations.forEach((unit, value) -> requireSize("deviation of " + unit, value));
    requireSize("threshold deviation", thresholdDeviation);
    requireSize("threshold L2", thresholdL2);
  }

  private static void requireSize(String what, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          what + " is " + value + ", must be a finite number of at least 0");
    }
  }
}
