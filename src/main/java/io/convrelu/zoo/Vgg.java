package io.convrelu.zoo;

import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.PlanBuilder;
import io.convrelu.kernel.fused.Pooling;
import io.convrelu.kernel.fused.UnitPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * VGG-16 as usual on CIFAR: configuration D of Simonyan and Zisserman, ICLR 2015, thirteen 3×3
 * convolutions in five stages, each followed by batch normalization, without bias, max pooling
 * after every stage, and one dense layer of 512 inputs. Larger images than 32×32 are averaged over
 * what is left of height and width.
 */
final class Vgg implements Architecture {

  private static final List<Integer> CHANNELS = List.of(64, 128, 256, 512, 512);
  private static final List<Integer> CONVOLUTIONS = List.of(2, 2, 3, 3, 3);

  /**
   * Convolutions of as many channels, each followed by batch normalization and an activation.
   *
   * @param behind where the activation behind each convolution stands
   */
  record Stage(int channels, Position... behind) {}

  @Override
  public Optional<String> refusal(ExampleShape shape) {
    return ImageShapes.atLeast(1 << CHANNELS.size(), shape);
  }

  @Override
  public void build(StageGraph graph, ExampleShape shape) {
    List<Stage> stages = new ArrayList<>();
    for (int stage = 1; stage <= CHANNELS.size(); stage++) {
      Position[] behind = new Position[CONVOLUTIONS.get(stage - 1)];
      for (int conv = 1; conv <= behind.length; conv++) {
        behind[conv - 1] = position(stage, conv);
      }
      stages.add(new Stage(CHANNELS.get(stage - 1), behind));
    }
    PlanBuilder trunk = new PlanBuilder(graph.shape());
    UnitPlan x = trunk(trunk, graph, stages);
    if (Math.min(x.input().height(), x.input().width()) > 1) {
      trunk.store("final", x.pooled(Pooling.GLOBAL_AVERAGE));
    }
    graph.stage("trunk", trunk);
    graph.classify(shape.classes());
  }

  /**
   * Adds stages to a plan: what stands behind the last convolution of one is computed where the
   * first of the next one reads it.
   */
  static UnitPlan trunk(PlanBuilder trunk, StageGraph graph, List<Stage> stages) {
    UnitPlan x = trunk.input();
    for (int stage = 1; stage <= stages.size(); stage++) {
      Stage settings = stages.get(stage - 1);
      ConvSpec conv = ConvSpec.same(settings.channels(), 3);
      for (int i = 1; i <= settings.behind().length; i++) {
        x =
            trunk
                .convolve("stage" + stage + "-conv" + i, x, conv)
                .batchNormalized()
                .activated(graph.activation(settings.behind()[i - 1]));
      }
      x = x.pooled(Pooling.MAX_2);
    }
    return trunk.store("tail", x);
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
