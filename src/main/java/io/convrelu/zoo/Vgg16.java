package io.convrelu.zoo;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.weights.WeightInitXavier;

/**
 * VGG-16 as usual on CIFAR: configuration D of Simonyan and Zisserman, ICLR 2015, thirteen 3×3
 * convolutions in five stages, each followed by batch normalization, without bias, max pooling
 * after every stage, and one dense layer of 512 inputs. Larger images than 32×32 are averaged over
 * what is left of height and width.
 */
final class Vgg16 implements Architecture {

  private static final List<Integer> CHANNELS = List.of(64, 128, 256, 512, 512);
  private static final List<Integer> CONVOLUTIONS = List.of(2, 2, 3, 3, 3);

  @Override
  public Optional<String> refusal(ExampleShape shape) {
    return ImageShapes.atLeast(1 << CHANNELS.size(), shape);
  }

  @Override
  public void build(StageGraph stages, ExampleShape shape) {
    ActivatedGraph graph = stages.plain();
    String stem = "stage1-conv1";
    graph.convolution(stem, StageGraph.INPUT, ConvolutionSpec.same(3, CHANNELS.get(0)));
    Pending x = normalized(graph, stem, 1, 1);
    for (int stage = 1; stage <= CHANNELS.size(); stage++) {
      int convolutions = CONVOLUTIONS.get(stage - 1);
      for (int conv = stage == 1 ? 2 : 1; conv <= convolutions; conv++) {
        String name = "stage" + stage + "-conv" + conv;
        graph.convolution(name, x, ConvolutionSpec.same(3, CHANNELS.get(stage - 1)));
        x = normalized(graph, name, stage, conv);
      }
      x = graph.maxPool("stage" + stage + "-pool", x, 2, 2);
    }
    String features = graph.globalAveragePool("final-pool", graph.activate(x));
    stages.classify(features, shape.classes(), new WeightInitXavier(), 1);
  }

  private static Pending normalized(ActivatedGraph graph, String input, int stage, int conv) {
    String name = "stage" + stage;
    return graph.batchNorm(name + "-bn" + conv, input, name + "-act" + conv, position(stage, conv));
  }

  private static Position position(int stage, int conv) {
    if (stage == 1) {
      return Position.FIRST;
    }
    if (stage < CHANNELS.size()) {
      return Position.MIDDLE;
    }
    return conv < CONVOLUTIONS.get(stage - 1) ? Position.LAST : Position.CLASSIFIER;
  }
}
