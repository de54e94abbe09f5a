package io.convrelu.zoo.plain;

import io.convrelu.zoo.ExampleShape;
import org.deeplearning4j.nn.weights.WeightInitXavier;

/** WRN-d-k of Zagoruyko and Komodakis 2016. */
final class WideResNet implements Architecture {

  private final int blocks;
  private final int factor;

  WideResNet(int depth, int factor) {
    blocks = (depth - 4) / 6;
    this.factor = factor;
  }

  @Override
  public void build(PlainGraph graph, ExampleShape shape) {
    String x = graph.convolution("stem", PlainGraph.INPUT, ConvolutionSpec.same(3, 16));
    for (int group = 1; group <= 3; group++) {
      Position position =
          group == 1 ? Position.FIRST : group == 3 ? Position.LAST : Position.MIDDLE;
      ConvolutionSpec square = ConvolutionSpec.same(3, (factor * 16) << (group - 1));
      for (int block = 1; block <= blocks; block++) {
        String name = "group" + group + "-block" + block;
        int stride = group > 1 && block == 1 ? 2 : 1;
        Pending read = graph.batchNorm(name + "-bn1", x, name + "-act1", position);
        String shortcut = x;
        String y;
        if (block == 1 && (group > 1 || factor > 1)) {
          String activated = graph.activate(read);
          ConvolutionSpec projection = ConvolutionSpec.same(1, square.outputs()).withStride(stride);
          shortcut = graph.convolution(name + "-shortcut", activated, projection);
          y = graph.convolution(name + "-conv1", activated, square.withStride(stride));
        } else {
          y = graph.convolution(name + "-conv1", read, square.withStride(stride));
        }
        Pending between = graph.batchNorm(name + "-bn2", y, name + "-act2", position);
        x = graph.add(name + "-sum", graph.convolution(name + "-conv2", between, square), shortcut);
      }
    }
    Pending last = graph.batchNorm("final-bn", x, "final-act", Position.CLASSIFIER);
    String features = graph.globalAveragePool("final-pool", graph.activate(last));
    graph.classify(features, shape.classes(), new WeightInitXavier(), 1);
  }
}
