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
    requireGrowingReaders(maps.size(), units);
  }

  /**
   * The gradient of a map grows from its last reader to its first: none adds to what is not there.
   */
  private static void requireGrowingReaders(int maps, List<UnitPlan> units) {
    int[] read = new int[maps];
    for (UnitPlan unit : units) {
      for (int source : unit.sources()) {
        int channels = unit.input().channels();
        if (channels < read[source]) {
          throw new IllegalArgumentException(
              "unit " + unit.name() + " reads less of map " + source + " than a unit before it");
        }
        read[source] = channels;
      }
    }
  }

  /** Whether batch statistics of a map are needed. */
  boolean normalizes(int map) {
    return units.stream().anyMatch(unit -> unit.normalizes(map));
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
