package io.convrelu.kernel.fused;

import java.util.ArrayList;
import java.util.List;

/**
 * Plans of stages of 3×3 convolutions in the manner of VGG (Simonyan and Zisserman 2015): every
 * convolution is followed by batch normalization and an activation, every stage ends in maxima of
 * 2×2 squares. All stages of a network are one plan, because what stands behind the last
 * convolution of a stage is computed where the first convolution of the next stage reads it.
 */
public final class VggStages {

  private VggStages() {}

  /**
   * A stage.
   *
   * @param channels of each convolution's output
   * @param convolutions how many
   */
  public record Stage(int channels, int convolutions) {

    public Stage {
      if (channels < 1 || convolutions < 1) {
        throw new IllegalArgumentException(
            "a stage of " + convolutions + " convolutions to " + channels + " channels");
      }
    }
  }

  /**
   * The plan.
   *
   * @param activations one a convolution, which stands behind it
   * @throws IllegalArgumentException when there are more or fewer activations than convolutions, or
   *     the maps of the input are too small to be halved so often
   */
  public static StagePlan plan(MapShape input, List<Stage> stages, List<Nonlinearity> activations) {
    int convolutions = stages.stream().mapToInt(Stage::convolutions).sum();
    if (activations.size() != convolutions) {
      throw new IllegalArgumentException(
          activations.size() + " activations for " + convolutions + " convolutions");
    }
    List<MapShape> maps = new ArrayList<>(List.of(input));
    List<UnitPlan> units = new ArrayList<>();
    UnitPlan next = UnitPlan.reading("tail", 0, input);
    for (int stage = 1; stage <= stages.size(); stage++) {
      Stage settings = stages.get(stage - 1);
      ConvSpec conv = ConvSpec.same(settings.channels(), 3);
      for (int i = 1; i <= settings.convolutions(); i++) {
        int map = maps.size();
        UnitPlan unit = next.named("stage" + stage + "-conv" + i).convolved(conv).writing(map, 0);
        units.add(unit);
        maps.add(unit.result());
        next =
            UnitPlan.reading("tail", map, unit.result())
                .batchNormalized()
                .activated(activations.get(map - 1));
      }
      next = next.pooled(Pooling.MAX_2);
    }
    units.add(next);
    return new StagePlan(input, maps, units, StagePlan.EPSILON, StagePlan.DECAY);
  }
}
