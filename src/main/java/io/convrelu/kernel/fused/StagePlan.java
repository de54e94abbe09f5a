package io.convrelu.kernel.fused;

import java.util.List;

/**
 * A stage: its input becomes the first channels of map 0, then units run one after the other, each
 * channel of a map is written once before it is read, and the last unit writes the output. What a
 * unit reads has passed through batch statistics only after all of it is there, so the order of the
 * units is the order of the barriers.
 *
 * @param input {@code [N, C, H, W]} of the stage's input
 * @param maps shapes of the maps that are kept for the backward pass
 * @param units in order
 * @param epsilon added to variances
 * @param decay of running statistics
 */
public record StagePlan(
    MapShape input, List<MapShape> maps, List<UnitPlan> units, double epsilon, double decay) {

  /** ε of batch normalization in the recipes of all networks here. */
  static final double EPSILON = 1e-5;

  /** Decay of running statistics in the same recipes. */
  static final double DECAY = 0.9;

  public StagePlan {
    maps = List.copyOf(maps);
    units = List.copyOf(units);
    if (units.isEmpty() || units.get(units.size() - 1).target() != UnitPlan.OUTPUT) {
      throw new IllegalArgumentException("the last unit of a stage writes its output");
    }
  }

  /** Shape of the output. */
  public MapShape output() {
    return units.get(units.size() - 1).result();
  }

  /** The parameters and where they lie. */
  public ParameterLayout parameters() {
    return ParameterLayout.of(this);
  }
}
