package io.convrelu.kernel.fused;

/** Is shown what the activations of a stage read. */
@FunctionalInterface
public interface UnitObserver {

  /**
   * What the activation of a unit reads for one example, batch normalization included. Every
   * example is shown once to each unit that has an activation.
   *
   * @param unit index of the unit in its plan
   * @param values row-major {@code [C, H, W]}; valid during the call alone
   */
  void see(int unit, float[] values);
}
