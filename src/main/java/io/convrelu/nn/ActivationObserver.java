package io.convrelu.nn;

/** Is shown what every activation inside a layer reads, example after example. */
@FunctionalInterface
public interface ActivationObserver {

  /**
   * What an activation reads for one example.
   *
   * @param unit name of the unit that it belongs to, as in {@link StageUnit#name}
   * @param values row-major {@code [C, H, W]}; valid during the call alone
   * @param thresholds above which a value is active: one for all, one a channel, or one a value.
   *     Where a channel has several, as in ConvReLU, it is the smallest
   */
  void see(String unit, float[] values, float[] thresholds);
}
