package io.convrelu.zoo;

import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.kernel.fused.PlanBuilder;
import io.convrelu.kernel.fused.Pooling;
import io.convrelu.kernel.fused.UnitPlan;
import java.util.Optional;

/**
 * The residual network of nine layers with which David Page led DAWNBench's CIFAR-10 list ("How to
 * Train Your ResNet", Myrtle 2018): 3×3 convolutions without bias, each followed by batch
 * normalization and an activation, of w, 2w, 4w and 8w channels (w = 64 there), maxima of 2×2
 * squares behind the last three, and around a pair of convolutions a shortcut behind the second and
 * the fourth; nothing stands behind the sums. Global means here where Page has global maxima.
 */
final class ResNet9 implements Architecture {

  private static final int SMALLEST = 8;

  private final int width;

  /**
   * @param width channels of the first convolution
   */
  ResNet9(int width) {
    this.width = width;
  }

  @Override
  public Optional<String> refusal(ExampleShape shape) {
    return ImageShapes.atLeast(SMALLEST, shape);
  }

  @Override
  public void build(StageGraph graph, ExampleShape shape) {
    Nonlinearity first = graph.activation(Position.FIRST);
    Nonlinearity last = graph.activation(Position.LAST);
    PlanBuilder trunk = new PlanBuilder(graph.shape());
    UnitPlan x = convolved(trunk, "prep", trunk.input(), width).activated(first);
    x = convolved(trunk, "layer1", x, 2 * width).activated(first).pooled(Pooling.MAX_2);
    x = residual(trunk, "residual1", trunk.store("layer1-pool", x), first, first);
    x = convolved(trunk, "layer2", x, 4 * width).activated(graph.activation(Position.MIDDLE));
    x = convolved(trunk, "layer3", x.pooled(Pooling.MAX_2), 8 * width);
    x = trunk.store("layer3-pool", x.activated(last).pooled(Pooling.MAX_2));
    x = residual(trunk, "residual2", x, last, graph.activation(Position.CLASSIFIER));
    trunk.store("final", x.pooled(Pooling.GLOBAL_AVERAGE));
    graph.stage("trunk", trunk);
    graph.classify(shape.classes());
  }

  private static UnitPlan convolved(PlanBuilder trunk, String name, UnitPlan x, int channels) {
    return trunk.convolve(name, x, ConvSpec.same(channels, 3)).batchNormalized();
  }

  /** x plus what two convolutions make of it, each with its activation. */
  private static UnitPlan residual(
      PlanBuilder trunk, String name, UnitPlan x, Nonlinearity inner, Nonlinearity outer) {
    int channels = x.input().channels();
    UnitPlan y = convolved(trunk, name + "-conv1", x, channels).activated(inner);
    y = convolved(trunk, name + "-conv2", y, channels).activated(outer);
    return trunk.store(name + "-act", y).plus(x);
  }
}
