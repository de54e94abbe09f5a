package io.convrelu.kernel.fused;

import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.tile.GradientSums;
import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.Tile;
import io.convrelu.kernel.tile.TileEngine;
import io.convrelu.kernel.tile.TilePasses.Write;
import io.convrelu.kernel.tile.TilePooling;
import io.convrelu.kernel.tile.TilePooling.Pooled;
import io.convrelu.kernel.tile.TileTexts;
import java.util.Optional;

/**
 * A unit on tiles of a few images: what it computes between two barriers stays in the second-level
 * cache. The activated input is not kept; the backward pass computes it again, which costs less
 * than reading it back.
 */
final class TiledUnit {

  /** Bytes of a tile's activated input and result that leave room for the rest in 1 MiB of L2. */
  private static final int TILE_BYTES = 400 * 1024;

  private final UnitPlan plan;
  private final TileEngine engine;
  private final TilePooling pooling;
  private final UnitFunction function;
  private final Optional<UnitConvolution> convolution;
  private final Optional<ValueThresholds> thresholds;
  private final Optional<UnitBias> bias;
  private final Tile full;
  private final Tile pooled;
  private final Tile result;
  private final int fastFrom;

  TiledUnit(StagePlan stage, ParameterLayout layout, int unit, TileEngine engine) {
    this.plan = stage.units().get(unit);
    this.engine = engine;
    pooling = engine.passes().pooling();
    function = new UnitFunction(stage, layout, unit);
    convolution = plan.convolution().map(conv -> convolution(conv, layout, unit));
    thresholds =
        plan.nonlinearity().kind() == Nonlinearity.Kind.ADA_RELU_UNIT
            ? Optional.of(new ValueThresholds(plan.input(), layout.offset(unit, Role.THRESHOLD)))
            : Optional.empty();
    bias =
        plan.convolution()
            .filter(conv -> conv.bias() == ConvSpec.Bias.ADDED)
            .map(
                conv ->
                    new UnitBias(engine.passes(), layout.offset(unit, Role.BIAS), conv.outputs()));
    fastFrom = fastFrom();
    full = oneImage(plan.input());
    pooled = oneImage(plan.pooled());
    result = oneImage(plan.result());
  }

  /** Images that make the convolution fast even where that is more than the cache holds. */
  private int fastFrom() {
    if (plan.convolution().isEmpty() || function.thresholdsInConvolution()) {
      return 1;
    }
    return engine.fastFrom(plan.convolution().get().on(plan.pooled()));
  }

  private UnitConvolution convolution(ConvSpec conv, ParameterLayout layout, int unit) {
    int weightsAt = layout.offset(unit, Role.WEIGHTS);
    if (function.thresholdsInConvolution()) {
      return new ConvReluUnitConvolution(
          engine, conv.on(plan.pooled()), weightsAt, layout.offset(unit, Role.THRESHOLD));
    }
    return new PlainUnitConvolution(engine, conv.on(plan.pooled()), weightsAt);
  }

  private static Tile oneImage(MapShape shape) {
    return new Tile(1, Layout.blocks(shape.channels()), shape.pixels());
  }

  private static Tile of(int images, Tile tile) {
    return new Tile(images, tile.blocks(), tile.pixels());
  }

  UnitPlan plan() {
    return plan;
  }

  UnitFunction function() {
    return function;
  }

  private int step() {
    int cached = TILE_BYTES / Float.BYTES / (full.imageSize() + result.imageSize());
    return Math.max(cached, fastFrom);
  }

  /** Scratch for the largest tile. */
  StageScratch.Sizes scratch() {
    return new StageScratch.Sizes(
        of(step(), full).size(), of(step(), pooled).size(), of(step(), result).size());
  }

  /** Forward; the function has been prepared. */
  void forward(
      int batch,
      TileOrder order,
      Region source,
      float[] parameters,
      StageScratch scratch,
      UnitTarget target) {
    int step = step();
    convolution.ifPresent(c -> c.load(batch, step, parameters));
    thresholds.ifPresent(t -> t.load(parameters));
    bias.ifPresent(b -> b.load(parameters));
    for (int image : order.starts(batch, step)) {
      int images = Math.min(step, batch - image);
      NativeFloats ready = activate(from(source, image), images, scratch);
      Tile results = of(images, result);
      Region out = new Region(ready, 0, result.imageSize());
      if (convolution.isPresent()) {
        out = target.place(image, results, scratch.result());
        convolution.get().forward(images, ready, out.memory(), out.position());
        if (bias.isPresent()) {
          bias.get().addTo(out, results);
        }
      }
      target.accept(image, out, results);
    }
  }

  private NativeFloats activate(Region x, int images, StageScratch scratch) {
    Region activated = new Region(scratch.activated(), 0, full.imageSize());
    engine.passes().activate(x, activated, of(images, full), function.function());
    thresholds.ifPresent(t -> t.apply(images, activated));
    if (plan.pooling() == Pooling.NONE) {
      return scratch.activated();
    }
    pool(squares(scratch.activated(), scratch.pooled(), images));
    return scratch.pooled();
  }

  private void pool(Pooled squares) {
    switch (plan.pooling()) {
      case NONE -> throw new IllegalStateException("nothing to pool");
      case AVERAGE_2 -> pooling.average(squares);
      case MAX_2 -> pooling.maximum(squares);
      case MAX_3_OF_ROW -> engine.passes().texts().maximum(rows(squares));
      case GLOBAL_AVERAGE -> pooling.globalAverage(squares);
    }
  }

  private static TileTexts.Rows rows(Pooled p) {
    return new TileTexts.Rows(p.full(), 0, p.pooled(), 0, p.planes() * p.height(), p.width());
  }

  private Pooled squares(NativeFloats all, NativeFloats small, int images) {
    return new Pooled(
        all, small, images * full.blocks(), plan.input().height(), plan.input().width());
  }

  /**
   * Backward.
   *
   * @param gradient where the gradient of the source goes; empty when it is not wanted
   */
  void backward(
      int batch,
      TileOrder order,
      Region source,
      Optional<Region> gradient,
      Write write,
      StageScratch scratch,
      UnitTarget target,
      GradientSums sums) {
    int step = step();
    for (int image : order.starts(batch, step)) {
      int images = Math.min(step, batch - image);
      Region x = from(source, image);
      Region results = new Region(scratch.result(), 0, result.imageSize());
      target.gradient(image, results, of(images, result));
      bias.ifPresent(b -> b.collect(results, of(images, result)));
      NativeFloats da = scratch.result();
      boolean wanted = gradient.isPresent();
      if (convolution.isPresent()) {
        NativeFloats a = activate(x, images, scratch);
        da = scratch.pooledGradient();
        convolution.get().backward(images, a, scratch.result(), da, wanted);
      }
      if (wanted) {
        Region dy = new Region(unpool(x, da, images, scratch), 0, full.imageSize());
        thresholds.ifPresent(t -> t.differentiate(images, linear(x, dy, images, scratch), dy));
        engine
            .passes()
            .differentiate(
                x,
                dy,
                from(gradient.get(), image),
                of(images, full),
                function.function(),
                function.centre(),
                sums,
                write);
      }
    }
  }

  /** What the activation reads, in scratch that dy does not use. */
  private Region linear(Region x, Region dy, int images, StageScratch scratch) {
    NativeFloats free =
        dy.memory() == scratch.activated() ? scratch.activatedGradient() : scratch.activated();
    Region z = new Region(free, 0, full.imageSize());
    engine.passes().activate(x, z, of(images, full), function.function());
    return z;
  }

  private NativeFloats unpool(Region x, NativeFloats small, int images, StageScratch scratch) {
    return switch (plan.pooling()) {
      case NONE -> small;
      case AVERAGE_2 -> {
        pooling.spread(squares(scratch.activatedGradient(), small, images));
        yield scratch.activatedGradient();
      }
      case GLOBAL_AVERAGE -> {
        pooling.globalSpread(squares(scratch.activatedGradient(), small, images));
        yield scratch.activatedGradient();
      }
      case MAX_2, MAX_3_OF_ROW -> {
        // The values that were pooled are still in the scratch, unless there was no convolution.
        if (convolution.isEmpty()) {
          activate(x, images, scratch);
        }
        Pooled both = squares(scratch.activated(), small, images);
        if (plan.pooling() == Pooling.MAX_2) {
          pooling.route(both);
        } else {
          engine.passes().texts().route(rows(both));
        }
        yield scratch.activated();
      }
    };
  }

  void storeWeightGradient(float[] gradients) {
    convolution.ifPresent(c -> c.store(gradients));
    thresholds.ifPresent(t -> t.store(gradients));
    bias.ifPresent(b -> b.store(gradients));
  }

  private static Region from(Region region, int image) {
    return new Region(
        region.memory(), region.position() + image * region.imageStride(), region.imageStride());
  }
}
