package io.convrelu.zoo;

import io.convrelu.kernel.fused.PlanBuilder;
import java.util.List;
import java.util.Optional;

/**
 * A small VGG-like network that a laptop trains in a minute: three stages of 3×3 convolutions with
 * batch normalization (16; 24; 48 and 48 channels), each ended by 2×2 max pooling, then one dense
 * layer. On 32×32×3 a forward pass costs 6.7 MFLOP.
 */
final class CnnSmall implements Architecture {

  private static final int SMALLEST = 8;

  @Override
  public Optional<String> refusal(ExampleShape shape) {
    return ImageShapes.atLeast(SMALLEST, shape);
  }

  @Override
  public void build(StageGraph graph, ExampleShape shape) {
    PlanBuilder trunk = new PlanBuilder(graph.shape());
    Vgg.trunk(
        trunk,
        graph,
        List.of(
            new Vgg.Stage(16, Position.FIRST),
            new Vgg.Stage(24, Position.MIDDLE),
            new Vgg.Stage(48, Position.LAST, Position.CLASSIFIER)));
    graph.stage("trunk", trunk);
    graph.classify(shape.classes());
  }
}
