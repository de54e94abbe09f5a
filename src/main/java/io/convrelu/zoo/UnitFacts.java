package io.convrelu.zoo;

import io.convrelu.conf.SettingsReader;
import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.kernel.fused.Parameter;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.fused.UnitPlan;
import io.convrelu.nn.StageUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a unit of a fused stage says of itself. */
final class UnitFacts {

  private final StageUnit unit;
  private final UnitPlan plan;

  UnitFacts(StageUnit unit) {
    this.unit = unit;
    this.plan = unit.plan();
  }

  LayerSummary summary() {
    MapShape result = plan.result();
    return new LayerSummary(
        unit.name(),
        kind(),
        activation(plan.nonlinearity()),
        output(result),
        size(Role::trained),
        size(role -> role == Role.THRESHOLD),
        size(role -> role == Role.SLOPE),
        2 * size(role -> role == Role.WEIGHTS) * result.pixels());
  }

  private String kind() {
    List<String> parts = new ArrayList<>();
    switch (plan.normalized()) {
      case BATCH -> parts.add("BN");
      case NONE -> {
        // nothing to name
      }
    }
    plan.addend().ifPresent(addend -> parts.add("Sum"));
    switch (plan.pooling()) {
      case MAX_2 -> parts.add("MaxPooling");
      case MAX_3_OF_ROW -> parts.add("MaxPooling");
      case AVERAGE_2 -> parts.add("AveragePooling");
      case GLOBAL_AVERAGE -> parts.add("GlobalAveragePooling");
      case NONE -> {
        // nothing to name
      }
    }
    if (plan.dropout() > 0) {
      parts.add("Dropout");
    }
    plan.convolution().ifPresent(conv -> parts.add(name(conv)));
    return String.join("+", parts);
  }

  private static String name(ConvSpec conv) {
    String kernel = "Conv" + conv.kernelHeight() + "x" + conv.kernelWidth();
    return conv.stride() == 1 ? kernel : kernel + "/" + conv.stride();
  }

  /** As the activation of a layer of its own would be named. */
  private static String activation(Nonlinearity f) {
    return switch (f.activation()) {
      case IDENTITY -> "";
      case ADA_RELU -> f.activation().key() + " per " + SettingsReader.kebab(f.sharing());
      case RELU, LEAKY_RELU, PRELU, CONV_RELU, ELU, SELU -> f.activation().key();
    };
  }

  private List<Long> output(MapShape result) {
    long channels = result.channels();
    boolean vector = plan.target() == UnitPlan.OUTPUT && result.pixels() == 1;
    return vector
        ? List.of(channels)
        : List.of(channels, (long) result.height(), (long) result.width());
  }

  private long size(Predicate<Role> wanted) {
    return unit.parameters().stream()
        .filter(parameter -> wanted.test(parameter.role()))
        .mapToLong(Parameter::size)
        .sum();
  }
}
