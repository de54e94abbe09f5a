package io.convrelu.zoo;

import java.util.List;

/**
 * One row of a {@link NetworkSummary}.
 *
 * @param name of the vertex; of a unit of a fused stage: the vertex's, a hyphen, the unit's
 * @param kind DL4J's or our class, for example {@code OutputLayer}; of a unit what it is made of,
 *     for example {@code BN+Conv3x3}
 * @param activation that the vertex or unit applies, in kebab case; empty where it applies none
 * @param output shape for one example: [C, H, W] or [F]
 * @param parameters trained numbers, thresholds and slopes among them; running statistics of batch
 *     normalization are not
 * @param thresholds θ of ConvReLU or AdaReLU
 * @param slopes of PReLU
 * @param flops of the layer's matrix products for one example, forward: 2 a weight and position
 */
public record LayerSummary(
    String name,
    String kind,
    String activation,
    List<Long> output,
    long parameters,
    long thresholds,
    long slopes,
    long flops) {

  public LayerSummary {
    output = List.copyOf(output);
  }
}
