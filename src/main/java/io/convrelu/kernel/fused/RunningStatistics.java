package io.convrelu.kernel.fused;

/**
 * How DL4J follows running statistics: as parameters whose "gradient" is the step to subtract, with
 * the deviation kept as log₁₀.
 */
final class RunningStatistics {

  private RunningStatistics() {}

  /** mean − mean′, with mean′ = decay·mean + (1 − decay)·batch. */
  static double meanStep(double mean, double batchMean, double decay) {
    return (mean - batchMean) * (1 - decay);
  }

  /** log₁₀σ − log₁₀σ′, with σ′² = decay·σ² + (1 − decay)·batch. */
  static double deviationStep(double log10Deviation, double batchVariance, double decay) {
    double variance = Math.pow(10, 2 * log10Deviation);
    double next = decay * variance + (1 - decay) * batchVariance;
    return 0.5 * Math.log10(variance / next);
  }
}
