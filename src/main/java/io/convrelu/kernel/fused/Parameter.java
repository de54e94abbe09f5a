package io.convrelu.kernel.fused;

import java.util.List;

/**
 * One parameter array of a stage.
 *
 * @param name unit and role, for example {@code layer1-conv1.W}, {@code block1-sum.addend.gamma}
 * @param unit index of the unit
 * @param operand of the unit that it belongs to
 * @param role what it is
 * @param offset of its first value in the flat array
 * @param shape row-major
 */
public record Parameter(
    String name, int unit, Operand operand, Role role, int offset, List<Integer> shape) {

  /** Which operand of a unit a normalization belongs to; everything else counts as the first's. */
  public enum Operand {
    SOURCE(""),
    ADDEND("addend.");

    private final String prefix;

    Operand(String prefix) {
      this.prefix = prefix;
    }
  }

  /** What a parameter is. */
  public enum Role {
    GAMMA("gamma"),
    BETA("beta"),
    RUNNING_MEAN("mean"),
    RUNNING_VARIANCE("var"),
    SLOPE("slope"),
    THRESHOLD("theta"),
    WEIGHTS("W"),
    BIAS("b");

    private final String suffix;

    Role(String suffix) {
      this.suffix = suffix;
    }

    /** Whether the optimizer trains it; running statistics are only followed. */
    public boolean trained() {
      return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
    }
  }

  static Parameter of(
      UnitPlan plan, int unit, Operand operand, Role role, int offset, List<Integer> shape) {
    String name = plan.name() + "." + operand.prefix + role.suffix;
    return new Parameter(name, unit, operand, role, offset, shape);
  }

  /** Number of values. */
  public int size() {
    return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
  }
}
