package io.convrelu.zoo;

import io.convrelu.conf.SettingsReader;
import io.convrelu.kernel.Activation;
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
    parts.add(
        switch (plan.normalized()) {
          case BATCH -> "BN";
          case NONE -> "";
        });
    plan.addend().ifPresent(addend -> parts.add("Sum"));
    parts.add(
        switch (plan.pooling()) {
          case MAX_2, MAX_3_OF_ROW -> "MaxPooling";
          case AVERAGE_2 -> "AveragePooling";
          case GLOBAL_AVERAGE -> "GlobalAveragePooling";
          case NONE -> "";
        });
    if (plan.dropout() > 0) {
      parts.add("Dropout");
    }
    plan.convolution().ifPresent(conv -> parts.add(name(conv)));
    parts.removeIf(String::isEmpty);
    return String.join("+", parts);
  }

  private static String name(ConvSpec conv) {
    String kernel = "Conv" + conv.kernelHeight() + "x" + conv.kernelWidth();
    return conv.stride() == 1 ? kernel : kernel + "/" + conv.stride();
  }

  /** As the activation of a layer of its own would be named. */
  private static String activation(Nonlinearity f) {
    String sharing =
        switch (f.activation().parameter()) {
          case THRESHOLD -> " per " + SettingsReader.kebab(f.sharing());
          case NONE, FIXED_SLOPE, TRAINED_SLOPE, TIED_THRESHOLD -> "";
        };
    return f.activation() == Activation.IDENTITY ? "" : f.activation().key() + sharing;
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
