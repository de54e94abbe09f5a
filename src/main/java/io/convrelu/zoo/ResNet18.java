package io.convrelu.zoo;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.weights.WeightInitXavier;

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

  @Override
  public void build(StageGraph stages, ExampleShape shape) {
    ActivatedGraph graph = stages.plain();
    ConvolutionSpec stem = ConvolutionSpec.same(3, CHANNELS.get(0));
    String x = graph.convolution("stem-conv", StageGraph.INPUT, stem);
    x = graph.activate(graph.batchNorm("stem-bn", x, "stem-act", Position.FIRST));
    for (int stage = 1; stage <= CHANNELS.size(); stage++) {
      for (int block = 1; block <= BLOCKS; block++) {
        x = block(graph, x, stage, block);
      }
    }
    String features = graph.globalAveragePool("final-pool", x);
    stages.classify(features, shape.classes(), new WeightInitXavier(), 1);
  }

  private static String block(ActivatedGraph graph, String input, int stage, int block) {
    String name = "stage" + stage + "-block" + block;
    int channels = CHANNELS.get(stage - 1);
    int stride = stage > 1 && block == 1 ? 2 : 1;
    ConvolutionSpec square = ConvolutionSpec.same(3, channels);

    String x = graph.convolution(name + "-conv1", input, square.withStride(stride));
    Pending inner = graph.batchNorm(name + "-bn1", x, name + "-act1", position(stage));
    x = graph.batchNorm(name + "-bn2", graph.convolution(name + "-conv2", inner, square));

    String shortcut = input;
    if (stride > 1) {
      ConvolutionSpec projection = ConvolutionSpec.same(1, channels).withStride(stride);
      shortcut = graph.convolution(name + "-shortcut", input, projection);
      shortcut = graph.batchNorm(name + "-shortcut-bn", shortcut);
    }
    boolean last = stage == CHANNELS.size() && block == BLOCKS;
    Position outer = last ? Position.CLASSIFIER : position(stage);
    String sum = graph.add(name + "-add", x, shortcut);
    return graph.activate(new Pending(sum, name + "-act2", outer));
  }

  private static Position position(int stage) {
    if (stage == 1) {
      return Position.FIRST;
    }
    return stage == CHANNELS.size() ? Position.LAST : Position.MIDDLE;
  }
}
