package io.convrelu.zoo.plain;

import io.convrelu.zoo.ExampleShape;
import java.util.List;
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

  private enum LayerKind {
    /** BN-act-3×3; transitions keep all channels. */
    BASIC,
    /** BN-act-1×1 to 4·growth-BN-act-3×3; transitions halve the channels ("BC"). */
    BOTTLENECK
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
  public void build(PlainGraph graph, ExampleShape shape) {
    int stride = Math.min(shape.height(), shape.width()) >= LARGE_IMAGE ? 2 : 1;
    String x =
        graph.convolution(
            "stem-conv", PlainGraph.INPUT, ConvolutionSpec.same(3, stem).withStride(stride));
    int channels = stem;
    for (int block = 1; block <= blocks.size(); block++) {
      int layers = blocks.get(block - 1);
      x = block(graph, x, block, layers);
      channels += layers * growth;
      if (block < blocks.size()) {
        channels = kind == LayerKind.BOTTLENECK ? channels / 2 : channels;
        x = transition(graph, x, block, channels);
      }
    }
    Pending last = graph.batchNorm("final-bn", x, "final-act", Position.CLASSIFIER);
    String features = graph.globalAveragePool("final-pool", graph.activate(last));
    graph.classify(features, shape.classes(), new WeightInitXavier(), 1);
  }

  private String block(PlainGraph graph, String input, int block, int layers) {
    Position position = position(block);
    String x = input;
    for (int layer = 1; layer <= layers; layer++) {
      String name = "block" + block + "-layer" + layer;
      x = graph.concat(name + "-concat", x, newChannels(graph, x, name, position));
    }
    return x;
  }

  private String newChannels(PlainGraph graph, String input, String name, Position position) {
    if (kind == LayerKind.BASIC) {
      Pending x = graph.batchNorm(name + "-bn", input, name + "-act", position);
      return graph.convolution(name + "-conv", x, ConvolutionSpec.same(3, growth));
    }
    Pending wide = graph.batchNorm(name + "-bn1", input, name + "-act1", position);
    String squeezed = graph.convolution(name + "-conv1", wide, ConvolutionSpec.same(1, 4 * growth));
    Pending narrow = graph.batchNorm(name + "-bn2", squeezed, name + "-act2", position);
    return graph.convolution(name + "-conv2", narrow, ConvolutionSpec.same(3, growth));
  }

  private static String transition(PlainGraph graph, String input, int block, int channels) {
    String name = "transition" + block;
    Pending x = graph.batchNorm(name + "-bn", input, name + "-act", Position.MIDDLE);
    String mixed = graph.convolution(name + "-conv", x, ConvolutionSpec.same(1, channels));
    return graph.averagePool(name + "-pool", mixed);
  }

  private Position position(int block) {
    if (block == 1) {
      return Position.FIRST;
    }
    return block == blocks.size() ? Position.LAST : Position.MIDDLE;
  }
}
