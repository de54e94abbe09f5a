package io.convrelu.zoo;

import java.util.Optional;
import org.deeplearning4j.nn.weights.WeightInitXavier;

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
  public void build(StageGraph stages, ExampleShape shape) {
    ActivatedGraph graph = stages.plain();
    String x = graph.convolution("stage1-conv", StageGraph.INPUT, ConvolutionSpec.same(3, 16));
    Pending one = graph.batchNorm("stage1-bn", x, "stage1-act", Position.FIRST);
    one = graph.maxPool("stage1-pool", one, 2, 2);

    x = graph.convolution("stage2-conv", one, ConvolutionSpec.same(3, 24));
    Pending two = graph.batchNorm("stage2-bn", x, "stage2-act", Position.MIDDLE);
    two = graph.maxPool("stage2-pool", two, 2, 2);

    x = graph.convolution("stage3-conv1", two, ConvolutionSpec.same(3, 48));
    Pending three = graph.batchNorm("stage3-bn1", x, "stage3-act1", Position.LAST);
    x = graph.convolution("stage3-conv2", three, ConvolutionSpec.same(3, 48));
    Pending four = graph.batchNorm("stage3-bn2", x, "stage3-act2", Position.CLASSIFIER);
    four = graph.maxPool("stage3-pool", four, 2, 2);

    stages.classify(graph.activate(four), shape.classes(), new WeightInitXavier(), 1);
  }
}
