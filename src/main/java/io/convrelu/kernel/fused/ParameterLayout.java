package io.convrelu.kernel.fused;

import io.convrelu.kernel.fused.Parameter.Operand;
import io.convrelu.kernel.fused.Parameter.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The flat order of a stage's parameters. First what is trained, unit after unit: gamma, beta
 * {@code [C]}, those of an addend; slope {@code [1]} or theta {@code [1]}, {@code [C]}, {@code [C,
 * H, W]} or {@code [C, k_h, k_w]}; W {@code [D, C, k_h, k_w]}; b {@code [D]}. Then running
 * statistics, unit after unit: mean, var {@code [C]}. So that DL4J, which updates neighbours with
 * the same rule in one go, has two groups and not two a unit.
 */
public final class ParameterLayout {

  /** What a unit may have, in order. */
  private record Place(Operand operand, Role role) {}

  private static final List<Place> ORDER =
      List.of(
          new Place(Operand.SOURCE, Role.GAMMA),
          new Place(Operand.SOURCE, Role.BETA),
          new Place(Operand.ADDEND, Role.GAMMA),
          new Place(Operand.ADDEND, Role.BETA),
          new Place(Operand.SOURCE, Role.RUNNING_MEAN),
          new Place(Operand.SOURCE, Role.RUNNING_VARIANCE),
          new Place(Operand.ADDEND, Role.RUNNING_MEAN),
          new Place(Operand.ADDEND, Role.RUNNING_VARIANCE),
          new Place(Operand.SOURCE, Role.SLOPE),
          new Place(Operand.SOURCE, Role.THRESHOLD),
          new Place(Operand.SOURCE, Role.WEIGHTS),
          new Place(Operand.SOURCE, Role.BIAS));

  private final List<Parameter> parameters;
  private final int size;

  private final Map<String, Parameter> byName = new HashMap<>();
  private final int[][][] offsets;

  private ParameterLayout(List<Parameter> parameters, int units, int size) {
    this.parameters = List.copyOf(parameters);
    this.size = size;
    offsets = new int[units][Operand.values().length][Role.values().length];
    for (int[][] unit : offsets) {
      for (int[] operand : unit) {
        Arrays.fill(operand, -1);
      }
    }
    for (Parameter parameter : parameters) {
      byName.put(parameter.name(), parameter);
      offsets[parameter.unit()][parameter.operand().ordinal()][parameter.role().ordinal()] =
          parameter.offset();
    }
  }

  static ParameterLayout of(StagePlan plan) {
    List<Parameter> parameters = new ArrayList<>();
    int offset = 0;
    for (boolean trained : new boolean[] {true, false}) {
      for (int i = 0; i < plan.units().size(); i++) {
        UnitPlan unit = plan.units().get(i);
        for (Place place : ORDER) {
          Optional<List<Integer>> shape = shape(unit, place);
          if (shape.isPresent() && place.role().trained() == trained) {
            Parameter parameter =
                Parameter.of(unit, i, place.operand(), place.role(), offset, shape.get());
            parameters.add(parameter);
            offset = Math.addExact(offset, parameter.size());
          }
        }
      }
    }
    return new ParameterLayout(parameters, plan.units().size(), offset);
  }

  private static Optional<List<Integer>> shape(UnitPlan unit, Place place) {
    int channels = unit.input().channels();
    if (place.operand() == Operand.ADDEND && unit.addend().isEmpty()) {
      return Optional.empty();
    }
    return switch (place.role()) {
      case GAMMA, BETA, RUNNING_MEAN, RUNNING_VARIANCE ->
          unit.normalization(place.operand()) == UnitPlan.Normalization.BATCH
              ? Optional.of(List.of(channels))
              : Optional.empty();
      case SLOPE ->
          switch (unit.nonlinearity().activation().parameter()) {
            case TRAINED_SLOPE -> Optional.of(List.of(1));
            case NONE, FIXED_SLOPE, THRESHOLD, TIED_THRESHOLD -> Optional.empty();
          };
      case THRESHOLD -> thresholds(unit);
      case WEIGHTS ->
          unit.convolution()
              .map(
                  conv ->
                      List.of(conv.outputs(), channels, conv.kernelHeight(), conv.kernelWidth()));
      case BIAS ->
          unit.convolution()
              .filter(conv -> conv.bias() == ConvSpec.Bias.ADDED)
              .map(conv -> List.of(conv.outputs()));
    };
  }

  private static Optional<List<Integer>> thresholds(UnitPlan unit) {
    int channels = unit.input().channels();
    return switch (unit.thresholds()) {
      case NONE -> Optional.empty();
      case LAYER -> Optional.of(List.of(1));
      case CHANNEL -> Optional.of(List.of(channels));
      case VALUE -> Optional.of(List.of(channels, unit.input().height(), unit.input().width()));
      case WEIGHT ->
          unit.convolution()
              .map(conv -> List.of(channels, conv.kernelHeight(), conv.kernelWidth()));
    };
  }

  /** In flat order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The parameter of this name. */
  public Optional<Parameter> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Values in all. */
  public int size() {
    return size;
  }

  /** Offset of a unit's parameter; its caller knows that there is one. */
  public int offset(int unit, Role role) {
    return offset(unit, Operand.SOURCE, role);
  }

  /** Offset of the parameter of an operand; its caller knows that there is one. */
  int offset(int unit, Operand operand, Role role) {
    int offset = offsets[unit][operand.ordinal()][role.ordinal()];
    if (offset < 0) {
      throw new IllegalArgumentException("unit " + unit + ", " + operand + " has no " + role);
    }
    return offset;
  }
}
