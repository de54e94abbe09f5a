package io.convrelu.zoo;

import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.kernel.fused.PlanBuilder;
import io.convrelu.kernel.fused.Pooling;
import io.convrelu.kernel.fused.UnitPlan;
import java.util.List;
import java.util.Optional;

/**
 * Densely connected networks, Huang, Liu, van der Maaten and Weinberger, CVPR 2017. Every layer of
 * a block reads all channels made before it in the block and adds {@code growth} new ones; between
 * blocks stands BN-act-1×1 convolution-2×2 average pooling; after the last one BN-act-global
 * average pooling-dense. Convolutions have no bias. Images of 64 pixels or more enter through a
 * first convolution at stride 2, so that the blocks work at the sizes they were designed for.
 */
final class DenseNet implements Architecture {

  private static final int LARGE_IMAGE = 64;

  /** Layers of a block. */
  private enum Layers {
    /** BN-act-3×3. */
    BASIC,
    /** BN-act-1×1 to four times the growth, BN-act-3×3; transitions halve the channels. */
    BOTTLENECK
  }

  private final int stem;
  private final int growth;
  private final List<Integer> blocks;
  private final Layers kind;

  private DenseNet(int stem, int growth, List<Integer> blocks, Layers kind) {
    this.stem = stem;
    this.growth = growth;
    this.blocks = blocks;
    this.kind = kind;
  }

  /** DenseNet with three blocks of basic layers; depth 12 and growth 12 make DenseNet-40. */
  static DenseNet basic(int depth, int growth) {
    return new DenseNet(16, growth, List.of(depth, depth, depth), Layers.BASIC);
  }

  /** The network known as densenet_cifar: bottlenecks, growth 12, blocks of 6, 12, 24, 16. */
  static DenseNet cifar() {
    return new DenseNet(24, 12, List.of(6, 12, 24, 16), Layers.BOTTLENECK);
  }

  @Override
  public Optional<String> refusal(ExampleShape shape) {
    return ImageShapes.atLeast(1 << blocks.size(), shape);
  }

  @Override
  public void build(StageGraph graph, ExampleShape shape) {
    for (int block = 1; block <= blocks.size(); block++) {
      graph.stage("block" + block, block(graph, block));
    }
    graph.classify(shape.classes());
  }

  /** The channels of a block are one map: a layer writes its own behind those that are there. */
  private PlanBuilder block(StageGraph graph, int block) {
    PlanBuilder stage = new PlanBuilder(graph.shape());
    UnitPlan x = stage.input();
    if (block == 1) {
      int stride = Math.min(x.input().height(), x.input().width()) >= LARGE_IMAGE ? 2 : 1;
      x = stage.convolve("stem", x, new ConvSpec(stem, 3, stride, 1));
    }
    int layers = blocks.get(block - 1);
    x = stage.widen(x, x.input().channels() + layers * growth);
    Nonlinearity activation = graph.activation(position(block));
    for (int layer = 1; layer <= layers; layer++) {
      UnitPlan y = x.batchNormalized().activated(activation);
      String conv = "layer" + layer + "-conv";
      if (kind == Layers.BOTTLENECK) {
        y = stage.convolve(conv + "1", y, ConvSpec.same(4 * growth, 1));
        y = y.batchNormalized().activated(activation);
        conv += "2";
      }
      x = stage.append(conv, y, ConvSpec.same(growth, 3), x);
    }
    if (block == blocks.size()) {
      UnitPlan last = x.batchNormalized().activated(graph.activation(Position.CLASSIFIER));
      stage.store("final", last.pooled(Pooling.GLOBAL_AVERAGE));
    } else {
      // Means and a 1×1 convolution commute, so the means come first: a quarter of the products.
      UnitPlan means =
          x.batchNormalized()
              .activated(graph.activation(Position.MIDDLE))
              .pooled(Pooling.AVERAGE_2);
      int kept = x.input().channels() / (kind == Layers.BOTTLENECK ? 2 : 1);
      stage.convolve("transition", means, ConvSpec.same(kept, 1));
    }
    return stage;
  }

  private Position position(int block) {
    if (block == 1) {
      return Position.FIRST;
    }
    return block == blocks.size() ? Position.LAST : Position.MIDDLE;
  }
}
