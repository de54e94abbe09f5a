package io.convrelu.kernel.fused;

/** Plans of the shapes that networks are made of, small and of odd sizes, for tests. */
public final class Plans {

  /** What a text of {@link #text} may hold. */
  public static final int ALPHABET = 5;

  private Plans() {}

  /**
   * Bottleneck layers of growth 12 on 8×8 maps.
   *
   * @param stem outputs of a convolution in front of them; 0 for none
   */
  public static StagePlan dense(Nonlinearity f, int stem, int layers, Pooling tail) {
    return dense(new MapShape(stem > 0 ? 3 : 24, 8, 8), f, stem, layers, tail);
  }

  /** The same on maps of any shape. */
  public static StagePlan dense(
      MapShape input, Nonlinearity f, int stem, int layers, Pooling tail) {
    PlanBuilder stage = new PlanBuilder(input);
    UnitPlan x = stage.input();
    if (stem > 0) {
      x = stage.convolve("stem", x, ConvSpec.same(stem, 3));
    }
    x = stage.widen(x, x.input().channels() + 12 * layers);
    for (int layer = 1; layer <= layers; layer++) {
      UnitPlan y =
          stage.convolve(
              "layer" + layer + "-conv1",
              x.batchNormalized().activated(f),
              ConvSpec.same(4 * 12, 1));
      y = y.batchNormalized().activated(f);
      x = stage.append("layer" + layer + "-conv2", y, ConvSpec.same(12, 3), x);
    }
    UnitPlan last = x.batchNormalized().activated(f).pooled(tail);
    if (tail == Pooling.GLOBAL_AVERAGE) {
      stage.store("final", last);
    } else {
      stage.convolve("transition", last, ConvSpec.same(x.input().channels(), 1));
    }
    return stage.build();
  }

  /** Two times two 3×3 convolutions, maxima of squares behind each two. */
  public static StagePlan vgg(Nonlinearity f, int size, int first, int second) {
    PlanBuilder stage = new PlanBuilder(new MapShape(3, size, size));
    UnitPlan x = stage.input();
    for (int conv = 1; conv <= 4; conv++) {
      x = stage.convolve("conv" + conv, x, ConvSpec.same(conv <= 2 ? first : second, 3));
      x = x.batchNormalized().activated(conv < 4 ? f : Nonlinearity.RELU);
      x = conv % 2 == 0 ? x.pooled(Pooling.MAX_2) : x;
    }
    stage.store("tail", x);
    return stage.build();
  }

  /** A stem, an identity shortcut, and a projection at stride 2 from 9×7 to 5×4, then means. */
  public static StagePlan residualWithStem(Nonlinearity inner, Nonlinearity outer) {
    PlanBuilder stage = new PlanBuilder(new MapShape(3, 9, 7));
    UnitPlan x = stage.convolve("stem", stage.input(), ConvSpec.same(20, 3));
    x = stage.store("stem-act", x.batchNormalized().activated(outer));
    x = stage.store("block1-sum", sum(stage, "block1", x, inner, 1, 20).activated(outer));
    x = stage.store("block2-sum", sum(stage, "block2", x, inner, 2, 35).activated(outer));
    x = sum(stage, "block3", x, inner, 1, 35).activated(Nonlinearity.RELU);
    stage.store("block3-sum", x.pooled(Pooling.GLOBAL_AVERAGE));
    return stage.build();
  }

  /** Begins with a block; the gradient of the input is that of both of its readers. */
  public static StagePlan residual(Nonlinearity f, int stride) {
    return residual(new MapShape(20, 8, 6), f, stride, stride == 1 ? 20 : 24);
  }

  /** The same on maps of any shape. */
  public static StagePlan residual(MapShape input, Nonlinearity f, int stride, int channels) {
    PlanBuilder stage = new PlanBuilder(input);
    UnitPlan sum = sum(stage, "block1", stage.input(), f, stride, channels);
    stage.store("block1-sum", sum.activated(f));
    return stage.build();
  }

  private static UnitPlan sum(
      PlanBuilder stage, String name, UnitPlan x, Nonlinearity inner, int stride, int channels) {
    UnitPlan y = stage.convolve(name + "-conv1", x, new ConvSpec(channels, 3, stride, 1));
    y = y.batchNormalized().activated(inner);
    y = stage.convolve(name + "-conv2", y, ConvSpec.same(channels, 3)).batchNormalized();
    if (x.input().equals(y.input())) {
      return y.plus(x);
    }
    ConvSpec projection = new ConvSpec(channels, 1, stride, 0);
    return y.plus(stage.convolve(name + "-shortcut", x, projection).batchNormalized());
  }

  /** Four convolutions along one-hot characters, maxima behind all but the third. */
  public static StagePlan text(Nonlinearity f, int features, int length) {
    PlanBuilder stage =
        new PlanBuilder(new MapShape(ALPHABET, 1, length), StagePlan.InputKind.ONE_HOT);
    UnitPlan x = stage.input();
    int[] kernels = {7, 5, 3, 2};
    for (int conv = 1; conv <= kernels.length; conv++) {
      x = stage.convolve("conv" + conv, x, ConvSpec.alongRows(features, kernels[conv - 1]));
      x =
          switch (conv) {
            case 1, 2 -> stage.maximaOfThree("pool" + conv, x, f);
            case 3 -> x.activated(f);
            default -> stage.store("pool4", x.pooled(Pooling.MAX_3_OF_ROW));
          };
    }
    return stage.build();
  }

  /** The same with dense layers behind it, which are convolutions as large as what they read. */
  public static StagePlan textWithDenseLayers(Nonlinearity f, int length, double dropout) {
    PlanBuilder stage =
        new PlanBuilder(new MapShape(ALPHABET, 1, length), StagePlan.InputKind.ONE_HOT);
    UnitPlan x = stage.convolve("conv1", stage.input(), ConvSpec.alongRows(20, 7));
    x = stage.store("pool1", x.pooled(Pooling.MAX_3_OF_ROW)).activated(f).droppedOut(dropout);
    x = stage.convolve("dense1", x, ConvSpec.alongRows(33, x.input().width()));
    x = stage.convolve("dense2", x.activated(f).droppedOut(dropout), ConvSpec.alongRows(18, 1));
    stage.store("final", x.activated(Nonlinearity.RELU));
    return stage.build();
  }
}
