package io.convrelu.nn;

import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.Parameter;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.fused.ParameterLayout;
import io.convrelu.kernel.fused.StagePlan;
import io.convrelu.kernel.fused.UnitPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Above which of its inputs' values an activation lets them through, for every unit of a plan. */
final class ActiveThresholds {

  private final List<float[]> byUnit = new ArrayList<>();

  /**
   * @param values the plan's parameters
   */
  ActiveThresholds(StagePlan plan, float[] values) {
    ParameterLayout layout = plan.parameters();
    for (int unit = 0; unit < plan.units().size(); unit++) {
      // Activations without thresholds are active above 0.
      byUnit.add(new float[] {0f});
    }
    for (Parameter parameter : layout.parameters()) {
      if (parameter.role() == Role.THRESHOLD) {
        byUnit.set(parameter.unit(), smallest(plan, parameter, values));
      }
    }
  }

  float[] of(int unit) {
    return byUnit.get(unit);
  }

  private static float[] smallest(StagePlan plan, Parameter parameter, float[] values) {
    float[] all =
        Arrays.copyOfRange(values, parameter.offset(), parameter.offset() + parameter.size());
    UnitPlan unit = plan.units().get(parameter.unit());
    int positions =
        switch (unit.thresholds()) {
          case NONE, LAYER, CHANNEL, VALUE -> 1;
          case WEIGHT -> unit.convolution().map(ConvSpec::kernelPositions).orElse(1);
        };
    float[] smallest = new float[all.length / positions];
    for (int group = 0; group < smallest.length; group++) {
      smallest[group] = all[group * positions];
      for (int i = 1; i < positions; i++) {
        smallest[group] = Math.min(smallest[group], all[group * positions + i]);
      }
    }
    return smallest;
  }
}
