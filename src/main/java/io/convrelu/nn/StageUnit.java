package io.convrelu.nn;

import io.convrelu.kernel.fused.Parameter;
import io.convrelu.kernel.fused.UnitPlan;
import java.util.List;

/**
 * A unit of a layer, for whoever looks into a network.
 *
 * @param name unique in the network: the layer's, a hyphen, the unit's
 * @param plan what it computes
 * @param parameters that are its own
 */
public record StageUnit(String name, UnitPlan plan, List<Parameter> parameters) {

  public StageUnit {
    parameters = List.copyOf(parameters);
  }
}
