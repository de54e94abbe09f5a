package io.convrelu.kernel.fused;

import io.convrelu.kernel.ConvShape;
import java.util.List;
import java.util.Optional;

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
 * @param inputKind what the input holds
 */
public record StagePlan(
    MapShape input,
    List<MapShape> maps,
    List<UnitPlan> units,
    double epsilon,
    double decay,
    InputKind inputKind) {

  /** What the input of a stage holds. */
  public enum InputKind {
    /** Any values. */
    VALUES,
    /**
     * One-hot characters {@code [N, C, 1, L]}: at every position one 1, or none, and else zeros;
     * anything else is refused. The stage begins with a convolution along the row, and the gradient
     * of its input cannot be had.
     */
    ONE_HOT
  }

  /** A stage that reads any values. */
  public StagePlan(
      MapShape input, List<MapShape> maps, List<UnitPlan> units, double epsilon, double decay) {
    this(input, maps, units, epsilon, decay, InputKind.VALUES);
  }

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
    for (UnitPlan unit : units) {
      if (unit.dropout() > 0 && unit.convolution().isEmpty()) {
        throw new IllegalArgumentException(
            "unit " + unit.name() + " drops out values that no convolution reads");
      }
    }
    if (inputKind == InputKind.ONE_HOT && !readsCharacters(input, units)) {
      throw new IllegalArgumentException(
          "a stage on one-hot characters begins with a convolution along the row, with bias and"
              + " unpadded");
    }
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

  private static boolean readsCharacters(MapShape input, List<UnitPlan> units) {
    UnitPlan first = units.get(0);
    Optional<ConvSpec> conv = first.convolution();
    return input.height() == 1
        && units.size() > 1
        && conv.isPresent()
        && conv.equals(conv.map(c -> ConvSpec.alongRows(c.outputs(), c.kernelWidth())))
        && first.equals(
            UnitPlan.reading(first.name(), 0, input).convolved(conv.get()).writing(1, 0))
        && units.stream().skip(1).noneMatch(unit -> unit.sources().contains(0));
  }

  /**
   * The second unit of a stage on one-hot characters, where it is maxima of three neighbours and
   * nothing else, and alone in reading what the first makes.
   */
  Optional<UnitPlan> entryMaxima() {
    UnitPlan second = units.get(1);
    UnitPlan maxima =
        UnitPlan.reading(second.name(), 1, units.get(0).result())
            .pooled(Pooling.MAX_3_OF_ROW)
            .writing(second.target(), second.firstChannel());
    boolean alone = units.stream().skip(2).noneMatch(unit -> unit.sources().contains(1));
    return alone && second.equals(maxima) ? Optional.of(second) : Optional.empty();
  }

  /**
   * The convolution that alone reads the input, all of it and as it is; empty where there is none.
   */
  Optional<ConvShape> firstConvolution() {
    UnitPlan first = units.get(0);
    boolean alone = units.stream().skip(1).noneMatch(unit -> unit.sources().contains(0));
    boolean asItIs =
        first.convolution().isPresent()
            && first.equals(
                UnitPlan.reading(first.name(), 0, input)
                    .convolved(first.convolution().get())
                    .writing(first.target(), first.firstChannel()));
    return alone && asItIs && maps.get(0).equals(input) && inputKind == InputKind.VALUES
        ? first.convolution().map(conv -> conv.on(input))
        : Optional.empty();
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
