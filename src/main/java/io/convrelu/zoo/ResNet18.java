package io.convrelu.zoo;

import io.convrelu.kernel.fused.ResidualStages.Tail;
import io.convrelu.nn.fused.ResidualBlock;
import io.convrelu.nn.fused.ResidualStage;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.weights.WeightInitRelu;
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

  /** One stage: what lies between blocks stays in the stage's own layout. */
  @Override
  public void build(StageGraph graph, ExampleShape shape) {
    ResidualStage.Builder trunk =
        new ResidualStage.Builder()
            .stem(CHANNELS.get(0), graph.sharedActivation(Position.FIRST))
            .tail(Tail.GLOBAL_AVERAGE)
            .weightInit(new WeightInitRelu());
    for (int stage = 1; stage <= CHANNELS.size(); stage++) {
      for (int block = 1; block <= BLOCKS; block++) {
        trunk.block(block(graph, stage, block));
      }
    }
    String features = graph.stage("trunk", trunk.build(), StageGraph.INPUT);
    graph.classify(features, shape.classes(), new WeightInitXavier(), 1);
  }

  private static ResidualBlock block(StageGraph graph, int stage, int block) {
    boolean last = stage == CHANNELS.size() && block == BLOCKS;
    return new ResidualBlock(
        "stage" + stage + "-block" + block,
        CHANNELS.get(stage - 1),
        stage > 1 && block == 1 ? 2 : 1,
        graph.activation(position(stage)),
        graph.sharedActivation(last ? Position.CLASSIFIER : position(stage)));
  }

  private static Position position(int stage) {
    if (stage == 1) {
      return Position.FIRST;
    }
    return stage == CHANNELS.size() ? Position.LAST : Position.MIDDLE;
  }
}
