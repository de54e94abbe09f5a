package io.convrelu.kernel.fused;

import io.convrelu.kernel.fused.ResidualStages.Block;
import io.convrelu.kernel.fused.ResidualStages.Stem;
import io.convrelu.kernel.fused.ResidualStages.Tail;
import java.util.List;

/** Residual stages of odd shapes, for tests. */
final class ResidualPlans {

  private ResidualPlans() {}

  /** A stem, an identity shortcut, and a projection at stride 2 from 9×7 to 5×4, then means. */
  static StagePlan withStem(Nonlinearity inner, Nonlinearity outer) {
    return ResidualStages.plan(
        new MapShape(3, 9, 7),
        new Stem(20, outer),
        List.of(
            new Block("block1", 20, 1, inner, outer),
            new Block("block2", 35, 2, inner, outer),
            new Block("block3", 35, 1, inner, Nonlinearity.RELU)),
        Tail.GLOBAL_AVERAGE);
  }

  /** Begins with blocks; the gradient of the input is that of both of its readers. */
  static StagePlan withoutStem(Nonlinearity f, int stride) {
    return ofOneBlock(new MapShape(20, 8, 6), f, stride, stride == 1 ? 20 : 24);
  }

  static StagePlan ofOneBlock(MapShape input, Nonlinearity f, int stride, int channels) {
    List<Block> blocks = List.of(new Block("block1", channels, stride, f, f));
    return ResidualStages.plan(input, Stem.NONE, blocks, Tail.NONE);
  }
}
