package io.convrelu.zoo;

import io.convrelu.nn.fused.StageActivation;
import io.convrelu.nn.fused.VggTrunk;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.weights.WeightInitRelu;
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
  public void build(StageGraph graph, ExampleShape shape) {
    VggTrunk.Builder trunk = new VggTrunk.Builder().weightInit(new WeightInitRelu());
    for (int stage = 1; stage <= CHANNELS.size(); stage++) {
      StageActivation[] behind = new StageActivation[CONVOLUTIONS.get(stage - 1)];
      for (int conv = 1; conv <= behind.length; conv++) {
        behind[conv - 1] = graph.activation(position(stage, conv));
      }
      trunk.stage(CHANNELS.get(stage - 1), behind);
    }
    String features = graph.stage("trunk", trunk.build(), StageGraph.INPUT);
    if (Math.min(shape.height(), shape.width()) >= 2 << CHANNELS.size()) {
      features = graph.globalAveragePool("final-pool", features);
    }
    graph.classify(features, shape.classes(), new WeightInitXavier(), 1);
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
