package io.convrelu.zoo;

import io.convrelu.kernel.fused.DenseStages.LayerKind;
import io.convrelu.kernel.fused.DenseStages.Tail;
import io.convrelu.nn.fused.DenseStage;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitXavier;

/**
 * Densely connected networks, Huang, Liu, van der Maaten and Weinberger, CVPR 2017. Every layer of
 * a block reads all channels made before it in the block and adds {@code growth} new ones; between
 * blocks stands BN-act-1×1 convolution-2×2 average pooling; after the last one BN-act-global
 * average pooling-dense. Convolutions have no bias. Images of 64 pixels or more enter through a
 * first convolution at stride 2, so that the blocks work at the sizes they were designed for.
 */
final class DenseNet implements Architecture {

  private static final int LARGE_IMAGE = 64;

  private final int stem;
  private final int growth;
  private final List<Integer> blocks;
  private final LayerKind kind;

  private DenseNet(int stem, int growth, List<Integer> blocks, LayerKind kind) {
    this.stem = stem;
    this.growth = growth;
    this.blocks = blocks;
    this.kind = kind;
  }

  /** DenseNet with three blocks of basic layers; depth 12 and growth 12 make DenseNet-40. */
  static DenseNet basic(int depth, int growth) {
    return new DenseNet(16, growth, List.of(depth, depth, depth), LayerKind.BASIC);
  }

  /** The network known as densenet_cifar: bottlenecks, growth 12, blocks of 6, 12, 24, 16. */
  static DenseNet cifar() {
    return new DenseNet(24, 12, List.of(6, 12, 24, 16), LayerKind.BOTTLENECK);
  }

  @Override
  public Optional<String> refusal(ExampleShape shape) {
    return ImageShapes.atLeast(1 << blocks.size(), shape);
  }

  @Override
  public void build(StageGraph graph, ExampleShape shape) {
    int stride = Math.min(shape.height(), shape.width()) >= LARGE_IMAGE ? 2 : 1;
    String x = StageGraph.INPUT;
    for (int block = 1; block <= blocks.size(); block++) {
      Position behind = block < blocks.size() ? Position.MIDDLE : Position.CLASSIFIER;
      DenseStage.Builder stage =
          new DenseStage.Builder()
              .layers(blocks.get(block - 1))
              .growth(growth)
              .kind(kind)
              .tail(tail(block))
              .blockActivation(graph.activation(position(block)))
              .tailActivation(graph.activation(behind))
              .weightInit(new WeightInitRelu());
      if (block == 1) {
        stage.stem(stem, stride);
      }
      x = graph.stage("block" + block, stage.build(), x);
    }
    graph.classify(x, shape.classes(), new WeightInitXavier(), 1);
  }

  private Tail tail(int block) {
    if (block == blocks.size()) {
      return Tail.GLOBAL_AVERAGE;
    }
    return kind == LayerKind.BOTTLENECK ? Tail.HALVING_TRANSITION : Tail.TRANSITION;
  }

  private Position position(int block) {
    if (block == 1) {
      return Position.FIRST;
    }
    return block == blocks.size() ? Position.LAST : Position.MIDDLE;
  }
}
