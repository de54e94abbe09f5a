package io.convrelu.kernel.fused;

import io.convrelu.kernel.fused.UnitPlan.Normalization;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans of residual blocks (He et al. 2016): conv-BN-act-conv-BN, plus the block's input, act. The
 * shortcut is the input itself, or a 1×1 convolution with BN where channels or size change. A block
 * keeps the results of its convolutions and its activated sum, which the next block reads twice.
 */
public final class ResidualStages {

  private ResidualStages() {}

  /** What follows the last block. */
  public enum Tail {
    NONE,
    /** Global means. */
    GLOBAL_AVERAGE
  }

  /**
   * A block of two 3×3 convolutions.
   *
   * @param name unique in the stage; names of its units begin with it
   * @param channels of both convolutions
   * @param stride of the first, and of the shortcut
   * @param inner activation between the convolutions
   * @param outer activation of the sum
   */
  public record Block(
      String name, int channels, int stride, Nonlinearity inner, Nonlinearity outer) {}

  /**
   * A convolution in front of the blocks, 3×3 at stride 1, with BN and activation.
   *
   * @param channels of the convolution; 0 for no stem
   * @param nonlinearity the activation
   */
  public record Stem(int channels, Nonlinearity nonlinearity) {

    /** No stem. */
    public static final Stem NONE = new Stem(0, Nonlinearity.IDENTITY);
  }

  /** The unit that activates the stem. */
  public static final String STEM_ACTIVATION = "stem-act";

  /** The unit of a block that reads its inner activation. */
  public static String innerUnit(String block) {
    return block + "-conv2";
  }

  /** The unit of a block that sums and activates. */
  public static String outerUnit(String block) {
    return block + "-sum";
  }

  /**
   * The plan of a stage.
   *
   * @throws IllegalArgumentException without blocks
   */
  public static StagePlan plan(MapShape input, Stem stem, List<Block> blocks, Tail tail) {
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("a residual stage has at least one block");
    }
    Draft draft = new Draft(input);
    if (stem.channels() > 0) {
      int conv = draft.write(draft.read("stem", 0).convolved(ConvSpec.same(stem.channels(), 3)));
      draft.write(
          draft.read(STEM_ACTIVATION, conv).batchNormalized().activated(stem.nonlinearity()));
    }
    for (Block block : blocks.subList(0, blocks.size() - 1)) {
      draft.write(sum(draft, block));
    }
    UnitPlan last = sum(draft, blocks.get(blocks.size() - 1));
    draft.units.add(tail == Tail.NONE ? last : last.pooled(Pooling.GLOBAL_AVERAGE));
    return new StagePlan(input, draft.maps, draft.units, StagePlan.EPSILON, StagePlan.DECAY);
  }

  /** Adds what stands in front of a block's sum, and returns the sum. */
  private static UnitPlan sum(Draft draft, Block block) {
    int input = draft.maps.size() - 1;
    ConvSpec first = new ConvSpec(block.channels(), 3, block.stride(), 1);
    int conv1 = draft.write(draft.read(block.name() + "-conv1", input).convolved(first));
    int conv2 =
        draft.write(
            draft
                .read(innerUnit(block.name()), conv1)
                .batchNormalized()
                .activated(block.inner())
                .convolved(ConvSpec.same(block.channels(), 3)));
    boolean sameShape = draft.maps.get(input).equals(draft.maps.get(conv2));
    int shortcut = input;
    if (!sameShape) {
      ConvSpec projection = new ConvSpec(block.channels(), 1, block.stride(), 0);
      shortcut = draft.write(draft.read(block.name() + "-shortcut", input).convolved(projection));
    }
    return draft
        .read(outerUnit(block.name()), conv2)
        .batchNormalized()
        .plus(shortcut, sameShape ? Normalization.NONE : Normalization.BATCH)
        .activated(block.outer());
  }

  /** Maps and units so far; every unit reads whole maps and fills a new one. */
  private static final class Draft {

    private final List<MapShape> maps = new ArrayList<>();
    private final List<UnitPlan> units = new ArrayList<>();

    Draft(MapShape input) {
      maps.add(input);
    }

    UnitPlan read(String name, int map) {
      return UnitPlan.reading(name, map, maps.get(map));
    }

    /** Index of the map that the unit fills. */
    int write(UnitPlan unit) {
      units.add(unit.writing(maps.size(), 0));
      maps.add(unit.result());
      return maps.size() - 1;
    }
  }
}
