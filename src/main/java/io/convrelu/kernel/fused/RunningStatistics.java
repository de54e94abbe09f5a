package io.convrelu.kernel.fused;

/** How DL4J follows running statistics: as parameters whose "gradient" is the step to subtract. */
final class RunningStatistics {

  private RunningStatistics() {}

  /** r − r′, with r′ = decay·r + (1 − decay)·batch, for a mean or a variance. */
  static double step(double running, double batch, double decay) {
    return (running - batch) * (1 - decay);
  }
}
