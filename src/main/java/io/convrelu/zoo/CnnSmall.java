package io.convrelu.zoo;

import io.convrelu.nn.fused.VggTrunk;
import java.util.Optional;
import org.deeplearning4j.nn.weights.WeightInitRelu;
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
  public void build(StageGraph graph, ExampleShape shape) {
    VggTrunk trunk =
        new VggTrunk.Builder()
            .stage(16, graph.activation(Position.FIRST))
            .stage(24, graph.activation(Position.MIDDLE))
            .stage(48, graph.activation(Position.LAST), graph.activation(Position.CLASSIFIER))
            .weightInit(new WeightInitRelu())
            .build();
    String features = graph.stage("trunk", trunk, StageGraph.INPUT);
    graph.classify(features, shape.classes(), new WeightInitXavier(), 1);
  }
}
