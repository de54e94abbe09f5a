package io.convrelu.sweep.layers;

import java.util.List;
import java.util.Objects;

/**
 * How many units of a layer were dead, over time.
 *
 * @param layer name of the layer, or of the unit of a fused stage, that applies the activation
 * @param shares 0 to 1, one a recorded epoch; NaN where it was not measured
 */
public record LayerDeadUnits(String layer, List<Double> shares) {

  public LayerDeadUnits {
    Objects.requireNonNull(layer, "layer");
    shares = List.copyOf(shares);
  }
}
