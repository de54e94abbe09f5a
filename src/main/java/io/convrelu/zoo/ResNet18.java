package io.convrelu.zoo;

import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.kernel.fused.PlanBuilder;
import io.convrelu.kernel.fused.Pooling;
import io.convrelu.kernel.fused.UnitPlan;
import java.util.List;
import java.util.Optional;

/**
 * ResNet-18 as usual on CIFAR: He, Zhang, Ren and Sun, CVPR 2016, with a first 3×3 convolution of
 * 64 channels at stride 1 and no pooling behind it; four stages of two basic blocks, the later
 * three halving height and width; a 1×1 convolution with batch normalization as shortcut where the
 * shape changes; global average pooling and a dense layer. Convolutions have no bias.
 */
final class ResNet18 implements Architecture {

  private static final List<Integer> CHANNELS = List.of(64, 128, 256, 512);
  private static final int BLOCKS = 2;

  @Override
  public Optional<String> refusal(ExampleShape shape) {
    return ImageShapes.atLeast(1 << (CHANNELS.size() - 1), shape);
  }

  /** One stage: what lies between blocks stays in the stage's own layout. */
  @Override
  public void build(StageGraph graph, ExampleShape shape) {
    PlanBuilder trunk = new PlanBuilder(graph.shape());
    UnitPlan x =
        trunk
            .convolve("stem", trunk.input(), ConvSpec.same(CHANNELS.get(0), 3))
            .batchNormalized()
            .activated(graph.activation(Position.FIRST));
    x = trunk.store("stem-act", x);
    for (int stage = 1; stage <= CHANNELS.size(); stage++) {
      for (int block = 1; block <= BLOCKS; block++) {
        String name = "stage" + stage + "-block" + block;
        boolean last = stage == CHANNELS.size() && block == BLOCKS;
        int stride = stage > 1 && block == 1 ? 2 : 1;
        Nonlinearity inner = graph.activation(position(stage));
        UnitPlan sum =
            sum(trunk, name, x, CHANNELS.get(stage - 1), stride, inner)
                .activated(last ? graph.activation(Position.CLASSIFIER) : inner);
        x = trunk.store(name + "-sum", last ? sum.pooled(Pooling.GLOBAL_AVERAGE) : sum);
      }
    }
    graph.stage("trunk", trunk);
    graph.classify(shape.classes());
  }

  /**
   * A block before its last activation: conv-BN-act-conv-BN plus the block's input, or a 1×1
   * convolution of it with BN where the shape changes.
   */
  private static UnitPlan sum(
      PlanBuilder trunk, String name, UnitPlan x, int channels, int stride, Nonlinearity inner) {
    UnitPlan y = trunk.convolve(name + "-conv1", x, new ConvSpec(channels, 3, stride, 1));
    y = y.batchNormalized().activated(inner);
    y = trunk.convolve(name + "-conv2", y, ConvSpec.same(channels, 3)).batchNormalized();
    if (x.input().equals(y.input())) {
      return y.plus(x);
    }
    ConvSpec projection = new ConvSpec(channels, 1, stride, 0);
    return y.plus(trunk.convolve(name + "-shortcut", x, projection).batchNormalized());
  }

  private static Position position(int stage) {
    if (stage == 1) {
      return Position.FIRST;
    }
    return stage == CHANNELS.size() ? Position.LAST : Position.MIDDLE;
  }
}
