package io.convrelu.zoo;

import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.kernel.fused.PlanBuilder;
import io.convrelu.kernel.fused.Pooling;
import io.convrelu.kernel.fused.UnitPlan;
import java.util.Optional;

/**
 * WRN-d-k, Zagoruyko and Komodakis, "Wide Residual Networks", BMVC 2016: a 3×3 convolution to 16
 * channels; three groups of (d − 4) / 6 blocks BN-act-3×3-BN-act-3×3 of 16k, 32k and 64k channels,
 * the later two halving height and width; BN-act, global means and a dense layer. Where the shape
 * changes, the shortcut is a 1×1 convolution of the activated input. Convolutions have no bias.
 */
final class WideResNet implements Architecture {

  private static final int STEM = 16;
  private static final int GROUPS = 3;
  private static final int OUTSIDE = 4;
  private static final int PER_BLOCK = 6;

  private final int depth;
  private final int factor;

  /**
   * @param depth d
   * @param factor k
   */
  WideResNet(int depth, int factor) {
    this.depth = depth;
    this.factor = factor;
  }

  @Override
  public Optional<String> refusal(ExampleShape shape) {
    return ImageShapes.atLeast(1 << (GROUPS - 1), shape);
  }

  /** Whether there is a network of this depth. */
  static boolean exists(int depth) {
    return depth > OUTSIDE && (depth - OUTSIDE) % PER_BLOCK == 0;
  }

  @Override
  public void build(StageGraph graph, ExampleShape shape) {
    PlanBuilder trunk = new PlanBuilder(graph.shape());
    UnitPlan x = trunk.convolve("stem", trunk.input(), ConvSpec.same(STEM, 3));
    for (int group = 1; group <= GROUPS; group++) {
      Nonlinearity activation = graph.activation(position(group));
      int channels = (factor * STEM) << (group - 1);
      for (int block = 1; block <= (depth - OUTSIDE) / PER_BLOCK; block++) {
        int stride = group > 1 && block == 1 ? 2 : 1;
        x = block(trunk, "group" + group + "-block" + block, x, channels, stride, activation);
      }
    }
    UnitPlan last = x.batchNormalized().activated(graph.activation(Position.CLASSIFIER));
    trunk.store("final", last.pooled(Pooling.GLOBAL_AVERAGE));
    graph.stage("trunk", trunk);
    graph.classify(shape.classes());
  }

  private static UnitPlan block(
      PlanBuilder trunk, String name, UnitPlan x, int channels, int stride, Nonlinearity f) {
    UnitPlan read = x.batchNormalized().activated(f);
    UnitPlan shortcut = x;
    if (stride > 1 || x.input().channels() != channels) {
      read = trunk.store(name + "-act", read);
      shortcut = trunk.convolve(name + "-shortcut", read, new ConvSpec(channels, 1, stride, 0));
    }
    UnitPlan y = trunk.convolve(name + "-conv1", read, new ConvSpec(channels, 3, stride, 1));
    y =
        trunk.convolve(
            name + "-conv2", y.batchNormalized().activated(f), ConvSpec.same(channels, 3));
    return trunk.store(name + "-sum", y.plus(shortcut));
  }

  private static Position position(int group) {
    if (group == 1) {
      return Position.FIRST;
    }
    return group == GROUPS ? Position.LAST : Position.MIDDLE;
  }
}
