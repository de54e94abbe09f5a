package io.convrelu.kernel.fused;

import java.util.ArrayList;
import java.util.List;

/**
 * Plans of densely connected stages (Huang et al. 2017). All channels of a block are one map, 0;
 * every layer writes its growth channels behind those that are there, so nothing is concatenated. A
 * bottleneck layer keeps one more map.
 */
public final class DenseStages {

  private DenseStages() {}

  /** Layers of a block. */
  public enum LayerKind {
    /** BN-act-3×3. */
    BASIC,
    /** BN-act-1×1 to four times the growth, BN-act-3×3. */
    BOTTLENECK
  }

  /** What follows the layers. */
  public enum Tail {
    /** BN-act-1×1 that keeps the channels, 2×2 means. */
    TRANSITION,
    /** BN-act-1×1 that halves the channels, 2×2 means. */
    HALVING_TRANSITION,
    /** BN-ReLU-global means. */
    GLOBAL_AVERAGE
  }

  /**
   * A stage.
   *
   * @param input shape of the input
   * @param stem outputs of a 3×3 convolution in front of the block, 0 for none
   * @param stemStride its stride
   * @param layers how many
   * @param growth channels that each adds
   * @param kind of layer
   * @param inBlock activation of the layers
   * @param inTail activation of the tail
   * @param tail what follows
   */
  public record Settings(
      MapShape input,
      int stem,
      int stemStride,
      int layers,
      int growth,
      LayerKind kind,
      Nonlinearity inBlock,
      Nonlinearity inTail,
      Tail tail) {}

  /** The plan of a stage. */
  public static StagePlan plan(Settings s) {
    List<MapShape> maps = new ArrayList<>();
    List<UnitPlan> units = new ArrayList<>();
    MapShape entry = s.input();
    if (s.stem() > 0) {
      maps.add(s.input());
      ConvSpec conv = new ConvSpec(s.stem(), 3, s.stemStride(), 1);
      units.add(UnitPlan.reading("stem", 0, s.input()).convolved(conv).writing(1, 0));
      entry = units.get(0).result();
    }
    int block = maps.size();
    int all = entry.channels() + s.layers() * s.growth();
    maps.add(new MapShape(all, entry.height(), entry.width()));
    for (int layer = 0; layer < s.layers(); layer++) {
      int channels = entry.channels() + layer * s.growth();
      MapShape input = new MapShape(channels, entry.height(), entry.width());
      String name = "layer" + (layer + 1);
      ConvSpec wide = ConvSpec.same(s.growth(), 3);
      if (s.kind() == LayerKind.BASIC) {
        units.add(
            normalized(name + "-conv", block, input, s.inBlock(), wide).writing(block, channels));
      } else {
        ConvSpec narrow = ConvSpec.same(4 * s.growth(), 1);
        int middle = maps.size();
        UnitPlan first =
            normalized(name + "-conv1", block, input, s.inBlock(), narrow).writing(middle, 0);
        units.add(first);
        maps.add(first.result());
        units.add(
            normalized(name + "-conv2", middle, first.result(), s.inBlock(), wide)
                .writing(block, channels));
      }
    }
    units.add(tail(s, block, maps.get(block)));
    return new StagePlan(s.input(), maps, units, StagePlan.EPSILON, StagePlan.DECAY);
  }

  private static UnitPlan tail(Settings s, int block, MapShape all) {
    UnitPlan unit =
        UnitPlan.reading(name(s.tail()), block, all).batchNormalized().activated(s.inTail());
    // Means and a 1×1 convolution commute, so the means come first: a quarter of the products.
    return switch (s.tail()) {
      case TRANSITION -> unit.pooled(Pooling.AVERAGE_2).convolved(ConvSpec.same(all.channels(), 1));
      case HALVING_TRANSITION ->
          unit.pooled(Pooling.AVERAGE_2).convolved(ConvSpec.same(all.channels() / 2, 1));
      case GLOBAL_AVERAGE -> unit.pooled(Pooling.GLOBAL_AVERAGE);
    };
  }

  private static String name(Tail tail) {
    return switch (tail) {
      case TRANSITION, HALVING_TRANSITION -> "transition";
      case GLOBAL_AVERAGE -> "final";
    };
  }

  private static UnitPlan normalized(
      String name, int source, MapShape input, Nonlinearity nonlinearity, ConvSpec conv) {
    return UnitPlan.reading(name, source, input)
        .batchNormalized()
        .activated(nonlinearity)
        .convolved(conv);
  }
}
