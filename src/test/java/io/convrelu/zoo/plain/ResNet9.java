package io.convrelu.zoo.plain;

import io.convrelu.zoo.ExampleShape;
import org.deeplearning4j.nn.weights.WeightInitXavier;

/** David Page's residual network of nine layers, with global means. */
final class ResNet9 implements Architecture {

  private final int width;

  ResNet9(int width) {
    this.width = width;
  }

  @Override
  public void build(PlainGraph graph, ExampleShape shape) {
    Pending prep = normalized(graph, "prep", graph.convolution("prep", PlainGraph.INPUT, conv(1)));
    Pending one = normalized(graph, "layer1", graph.convolution("layer1", prep, conv(2)));
    String x = graph.activate(graph.maxPool("layer1-pool", one, 2, 2));
    x = residual(graph, "residual1", x, 2, Position.FIRST, Position.FIRST);
    x = graph.convolution("layer2", x, conv(4));
    Pending two = graph.batchNorm("layer2-bn", x, "layer2-act", Position.MIDDLE);
    x = graph.convolution("layer3", graph.maxPool("layer2-pool", two, 2, 2), conv(8));
    Pending three = graph.batchNorm("layer3-bn", x, "layer3-act", Position.LAST);
    x = graph.activate(graph.maxPool("layer3-pool", three, 2, 2));
    x = residual(graph, "residual2", x, 8, Position.LAST, Position.CLASSIFIER);
    String features = graph.globalAveragePool("final-pool", x);
    graph.classify(features, shape.classes(), new WeightInitXavier(), 1);
  }

  private ConvolutionSpec conv(int times) {
    return ConvolutionSpec.same(3, times * width);
  }

  private static Pending normalized(PlainGraph graph, String name, String x) {
    return graph.batchNorm(name + "-bn", x, name + "-act", Position.FIRST);
  }

  private String residual(
      PlainGraph graph, String name, String x, int times, Position inner, Position outer) {
    String y = graph.convolution(name + "-conv1", x, conv(times));
    Pending between = graph.batchNorm(name + "-bn1", y, name + "-act1", inner);
    y = graph.convolution(name + "-conv2", between, conv(times));
    Pending behind = graph.batchNorm(name + "-bn2", y, name + "-act2", outer);
    return graph.add(name + "-sum", graph.activate(behind), x);
  }
}
