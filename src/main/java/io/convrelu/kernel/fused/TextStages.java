package io.convrelu.kernel.fused;

import java.util.ArrayList;
import java.util.List;

/**
 * Plans of convolutions along a text (Zhang, Zhao and LeCun 2015): one-hot characters {@code [N, C,
 * 1, L]}, unpadded convolutions with bias, maxima of three neighbours behind the first and some
 * others, an activation in front of every convolution but the first. Maxima stand in front of
 * activations: they commute where the activation does not fall, and there is a third of the work.
 * The result is that of the last convolution, or its maxima, without an activation.
 */
public final class TextStages {

  private TextStages() {}

  /** What follows a convolution. */
  public enum Behind {
    NOTHING,
    /** Maxima of three neighbours; one or two last ones are left out. */
    MAXIMA_OF_THREE
  }

  /**
   * A convolution.
   *
   * @param inFront activation of what it reads
   * @param kernel characters wide
   * @param behind what follows
   */
  public record Convolution(Nonlinearity inFront, int kernel, Behind behind) {}

  /**
   * The plan.
   *
   * @param features that every convolution makes
   * @throws IllegalArgumentException when the text is too short for the convolutions, or the first
   *     of them does not read characters as they are or has no maxima behind it
   */
  public static StagePlan plan(MapShape input, int features, List<Convolution> convolutions) {
    List<MapShape> maps = new ArrayList<>(List.of(input));
    List<UnitPlan> units = new ArrayList<>();
    for (int i = 1; i <= convolutions.size(); i++) {
      Convolution convolution = convolutions.get(i - 1);
      int source = maps.size() - 1;
      add(
          UnitPlan.reading("conv" + i, source, maps.get(source))
              .activated(convolution.inFront())
              .convolved(ConvSpec.alongRows(features, convolution.kernel())),
          maps,
          units);
      if (convolution.behind() == Behind.MAXIMA_OF_THREE) {
        add(
            UnitPlan.reading("pool" + i, source + 1, maps.get(source + 1))
                .pooled(Pooling.MAX_3_OF_ROW),
            maps,
            units);
      }
    }
    int last = units.size() - 1;
    units.set(last, units.get(last).writing(UnitPlan.OUTPUT, 0));
    maps.remove(maps.size() - 1);
    return new StagePlan(
        input, maps, units, StagePlan.EPSILON, StagePlan.DECAY, StagePlan.InputKind.ONE_HOT);
  }

  private static void add(UnitPlan unit, List<MapShape> maps, List<UnitPlan> units) {
    units.add(unit.writing(maps.size(), 0));
    maps.add(unit.result());
  }
}
