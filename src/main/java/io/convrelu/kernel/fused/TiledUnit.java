package io.convrelu.kernel.fused;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.fused.UnitPlan.Thresholds;
import io.convrelu.kernel.tile.ConvolutionMemory;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A unit on tiles of a few images: what it computes between two barriers stays in the second-level
 * cache. The activated input is not kept; the backward pass computes it again, which costs less
 * than reading it back.
 */
final class TiledUnit {

  /** Bytes of a tile's activated input and result that leave room for the rest in 1 MiB of L2. */
  private static final int TILE_BYTES = 400 * 1024;

  /**
   * The same where the weights are larger than that. They come from the shared cache once a tile,
   * and their gradient goes there; 2 MiB of images to share them made 3×3 convolutions of 512
   * channels a quarter faster, and passes over the tile not measurably slower.
   */
  private static final int WIDE_TILE_BYTES = 2048 * 1024;

  private final UnitPlan plan;
  private final TileEngine engine;
  private final TilePooling pooling;
  private final UnitFunction function;
  private final Dropout dropout;
  private final Optional<UnitConvolution> convolution;
  private final boolean alone;
  private final Optional<ValueThresholds> thresholds;
  private final Optional<UnitBias> bias;
  private final Tile full;
  private final Tile pooled;
  private final Tile result;
  private final int fastFrom;

  /**
   * @param convolutions what its convolution runs on: the engine, or a planar one
   */
  TiledUnit(
      StagePlan stage,
      ParameterLayout layout,
      int unit,
      TileEngine engine,
      TileEngine convolutions) {
    this.plan = stage.units().get(unit);
    this.engine = engine;
    pooling = engine.passes().pooling();
    function = new UnitFunction(stage, layout, unit);
    dropout = new Dropout(plan, unit);
    convolution = plan.convolution().map(conv -> convolution(conv, layout, unit, convolutions));
    alone = plan.input().equals(stage.maps().get(plan.source()));
    thresholds =
        plan.thresholds() == Thresholds.VALUE
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
    if (plan.convolution().isEmpty() || plan.thresholds() == Thresholds.WEIGHT) {
      return 1;
    }
    return engine.fastFrom(plan.convolution().get().on(plan.pooled()));
  }

  private UnitConvolution convolution(
      ConvSpec conv, ParameterLayout layout, int unit, TileEngine convolutions) {
    int weightsAt = layout.offset(unit, Role.WEIGHTS);
    if (plan.thresholds() == Thresholds.WEIGHT) {
      return new ConvReluUnitConvolution(
          convolutions, conv.on(plan.pooled()), weightsAt, layout.offset(unit, Role.THRESHOLD));
    }
    return new PlainUnitConvolution(convolutions, conv.on(plan.pooled()), weightsAt);
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

  Dropout dropout() {
    return dropout;
  }

  private int step() {
    int read = plan.sources().size() * full.imageSize();
    int weights =
        plan.convolution().map(conv -> conv.on(plan.pooled())).map(TiledUnit::weights).orElse(0);
    int bytes = weights * Float.BYTES > TILE_BYTES ? WIDE_TILE_BYTES : TILE_BYTES;
    return Math.max(fastFrom, bytes / Float.BYTES / (read + result.imageSize()));
  }

  private static int weights(ConvShape shape) {
    return shape.outChannels() * shape.patchSize();
  }

  /** Scratch for the largest tile. */
  StageScratch.Sizes scratch() {
    return new StageScratch.Sizes(
        of(step(), full).size(), of(step(), pooled).size(), of(step(), result).size());
  }

  /** What its convolution takes in native memory for batches of these sizes. */
  List<ConvolutionMemory> memory(Collection<Integer> batches) {
    Set<Integer> tiles = new TreeSet<>();
    int step = step();
    for (int batch : batches) {
      if (batch >= step) {
        tiles.add(step);
      }
      if (batch % step > 0) {
        tiles.add(batch % step);
      }
    }
    return convolution.map(c -> c.memory(tiles)).orElse(List.of());
  }

  /** Forward; the function has been prepared. */
  void forward(
      int batch,
      TileOrder order,
      UnitInputs inputs,
      float[] parameters,
      StageScratch scratch,
      UnitTarget target) {
    int step = step();
    convolution.ifPresent(c -> c.load(batch, step, parameters));
    thresholds.ifPresent(t -> t.load(parameters));
    bias.ifPresent(b -> b.load(parameters));
    for (int image : order.starts(batch, step)) {
      int images = Math.min(step, batch - image);
      UnitInputs x = inputs.from(image);
      Tile results = of(images, result);
      Region out;
      if (convolution.isPresent()) {
        Region ready = ready(x, images, scratch);
        dropout.apply(ready, image, images);
        out = target.place(image, results, scratch.result());
        convolution.get().forward(images, ready, out);
        if (bias.isPresent()) {
          bias.get().addTo(out, results);
        }
      } else if (plan.pooling() == Pooling.NONE) {
        Region place = target.place(image, results, scratch.result());
        function.activate(engine.passes(), x, place, of(images, full));
        thresholds.ifPresent(t -> t.apply(images, place));
        out = place;
      } else {
        out = ready(x, images, scratch);
      }
      target.accept(image, out, results);
    }
  }

  /** What the convolution reads, or the result where there is none. */
  private Region ready(UnitInputs x, int images, StageScratch scratch) {
    if (readsInPlace()) {
      return x.source();
    }
    Region activated = new Region(scratch.activated(), 0, full.imageSize());
    function.activate(engine.passes(), x, activated, of(images, full));
    thresholds.ifPresent(t -> t.apply(images, activated));
    if (plan.pooling() == Pooling.NONE) {
      return activated;
    }
    pool(squares(scratch.activated(), scratch.pooled(), images));
    return new Region(scratch.pooled(), 0, pooled.imageSize());
  }

  /** Whether the convolution reads the map itself, whose channels then must be all of its own. */
  private boolean readsInPlace() {
    return alone && function.isIdentity() && plan.pooling() == Pooling.NONE && !dropout.dropsOut();
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
   * @param gradients where the gradients of the inputs go; empty when they are not wanted
   */
  void backward(
      int batch,
      TileOrder order,
      UnitInputs inputs,
      Optional<UnitGradients> gradients,
      StageScratch scratch,
      UnitTarget target,
      GradientSums sums) {
    int step = step();
    for (int image : order.starts(batch, step)) {
      int images = Math.min(step, batch - image);
      UnitInputs x = inputs.from(image);
      Optional<UnitGradients> to = gradients.map(all -> all.from(image));
      Region dy = resultGradient(image, images, scratch, target);
      bias.ifPresent(b -> b.collect(dy, of(images, result)));
      if (convolution.isEmpty()) {
        to.ifPresent(dx -> differentiate(x, dy, dx, images, scratch, sums));
      } else if (readsInPlace()) {
        to.ifPresentOrElse(
            dx -> backwardInPlace(x, dy, dx.source(), images, scratch),
            () -> convolution.get().backward(images, x.source(), dy, Optional.empty()));
      } else {
        Region da = new Region(scratch.pooledGradient(), 0, pooled.imageSize());
        Region a = ready(x, images, scratch);
        dropout.apply(a, image, images);
        convolution.get().backward(images, a, dy, to.map(dx -> da));
        to.ifPresent(dx -> dropout.apply(da, image, images));
        to.ifPresent(dx -> differentiate(x, da, dx, images, scratch, sums));
      }
    }
  }

  private Region resultGradient(int image, int images, StageScratch scratch, UnitTarget target) {
    // Pooling passes begin at position 0.
    boolean anywhere = convolution.isPresent() || plan.pooling() == Pooling.NONE;
    Optional<Region> there = anywhere ? target.gradientInPlace(image) : Optional.empty();
    if (there.isPresent()) {
      return there.get();
    }
    Region copy = new Region(scratch.result(), 0, result.imageSize());
    target.gradient(image, copy, of(images, result));
    return copy;
  }

  private void backwardInPlace(
      UnitInputs x, Region dy, InputGradient dx, int images, StageScratch scratch) {
    if (dx.write() == Write.OVERWRITE) {
      convolution.get().backward(images, x.source(), dy, Optional.of(dx.region()));
      return;
    }
    Region part = new Region(scratch.pooledGradient(), 0, full.imageSize());
    convolution.get().backward(images, x.source(), dy, Optional.of(part));
    Region all = dx.region();
    int count = of(images, full).size();
    engine.passes().add(part.memory(), 0, all.memory(), all.position(), count);
  }

  private void differentiate(
      UnitInputs x,
      Region dy,
      UnitGradients dx,
      int images,
      StageScratch scratch,
      GradientSums sums) {
    Region spread =
        plan.pooling() == Pooling.NONE
            ? dy
            : new Region(unpool(x, dy.memory(), images, scratch), 0, full.imageSize());
    thresholds.ifPresent(t -> t.differentiate(images, linear(x, spread, images, scratch), spread));
    function.differentiate(engine.passes(), x, spread, dx, of(images, full), sums);
  }

  /** What the activation reads, in scratch that dy does not use. */
  private Region linear(UnitInputs x, Region dy, int images, StageScratch scratch) {
    NativeFloats free =
        dy.memory() == scratch.activated() ? scratch.activatedGradient() : scratch.activated();
    Region z = new Region(free, 0, full.imageSize());
    function.activate(engine.passes(), x, z, of(images, full));
    return z;
  }

  private NativeFloats unpool(UnitInputs x, NativeFloats small, int images, StageScratch scratch) {
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
          ready(x, images, scratch);
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

  void close() {
    convolution.ifPresent(UnitConvolution::close);
  }
}
