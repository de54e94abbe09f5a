package io.convrelu.kernel.fused;

/**
 * A stage as a network uses it.
 *
 * @param plan what runs
 * @param input whether something in front of the stage learns from the gradient of its input
 */
public record StageUse(StagePlan plan, Input input) {

  /** What becomes of the gradient of a stage's input. */
  public enum Input {
    /** It is computed. */
    LEARNS,
    /** Nobody wants it. */
    FIXED
  }
}
