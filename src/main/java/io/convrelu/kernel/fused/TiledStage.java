package io.convrelu.kernel.fused;

import io.convrelu.kernel.fused.MapTarget.Statistics;
import io.convrelu.kernel.tile.ConvolutionMemory;
import io.convrelu.kernel.tile.GradientSums;
import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.kernel.tile.PlanarCopies;
import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.Tile;
import io.convrelu.kernel.tile.TileEngine;
import io.convrelu.kernel.tile.TilePasses.Write;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@link FusedStage} on tiles. Maps are kept from {@link #forward} to {@link #backward}; gradients
 * of maps live during {@link #backward} alone, in memory that other stages use as well.
 */
final class TiledStage implements MeasuredStage {

  /** Images that go through all units at once when nothing is kept. */
  private static final int INFERENCE_IMAGES = 32;

  private final StagePlan plan;
  private final TileEngine engine;
  private final MemoryPool<NativeFloats> pool;
  private final List<FeatureMap> maps;
  private final Optional<OneHotEntry> entry;
  private final List<TiledUnit> units = new ArrayList<>();
  private final boolean[] normalized;

  /** The input is kept as it comes: a convolution alone reads it. */
  private final boolean inputPlanar;

  private final StageScratch.Sizes scratchSizes;
  private final List<NativeFloats> values = new ArrayList<>();
  private Optional<StageScratch> madeScratch = Optional.empty();
  private int capacity;
  private int lastBatch;
  private long seed;

  TiledStage(StagePlan plan, TileEngine engine, MemoryPool<NativeFloats> pool) {
    this.plan = plan;
    this.engine = engine;
    this.pool = pool;
    ParameterLayout layout = plan.parameters();
    maps = plan.maps().stream().map(FeatureMap::new).toList();
    entry = OneHotEntry.of(plan, layout, engine.passes());
    Optional<TileEngine> planar = plan.firstConvolution().flatMap(engine::planar);
    inputPlanar = planar.isPresent();
    StageScratch.Sizes sizes = new StageScratch.Sizes(0, 0, 0);
    for (int i = entry.map(OneHotEntry::units).orElse(0); i < plan.units().size(); i++) {
      TileEngine convolutions = i == 0 ? planar.orElse(engine) : engine;
      TiledUnit unit = new TiledUnit(plan, layout, i, engine, convolutions);
      units.add(unit);
      sizes = sizes.max(unit.scratch());
    }
    scratchSizes = sizes;
    normalized = new boolean[maps.size()];
    for (int map = 0; map < normalized.length; map++) {
      normalized[map] = plan.normalizes(map);
    }
  }

  @Override
  public void infer(int batch, FloatBuffer x, float[] parameters, FloatBuffer y) {
    for (int image = 0; image < batch; image += INFERENCE_IMAGES) {
      int images = Math.min(INFERENCE_IMAGES, batch - image);
      inferTogether(
          images,
          slice(x, image, images, plan.input().size()),
          parameters,
          slice(y, image, images, plan.output().size()));
    }
  }

  private void inferTogether(int images, FloatBuffer x, float[] parameters, FloatBuffer y) {
    reserve(images);
    enter(images, x, parameters, y);
    for (TiledUnit unit : units) {
      unit.function().prepareForInference(parameters);
      unit.dropout().end();
      run(unit, images, parameters, y, Statistics.UNWANTED);
    }
  }

  /** Maps are all there after a forward pass, so that observers cost it nothing. */
  @Override
  public void observe(int batch, FloatBuffer x, float[] parameters, UnitObserver observer) {
    for (int image = 0; image < batch; image += INFERENCE_IMAGES) {
      int images = Math.min(INFERENCE_IMAGES, batch - image);
      inferTogether(
          images,
          slice(x, image, images, plan.input().size()),
          parameters,
          FloatBuffer.allocate(images * plan.output().size()));
      units.forEach(unit -> show(unit, images, observer));
    }
  }

  private void show(TiledUnit unit, int images, UnitObserver observer) {
    if (unit.plan().activates()) {
      UnitInputs all = inputs(unit.plan());
      float[] seen = new float[unit.plan().input().size()];
      int index = plan.units().indexOf(unit.plan());
      for (int image = 0; image < images; image++) {
        unit.function().read(all.from(image), seen);
        observer.see(index, seen);
      }
    }
  }

  private static FloatBuffer slice(FloatBuffer buffer, int image, int images, int size) {
    return buffer.slice(image * size, images * size);
  }

  @Override
  public void seed(long value) {
    seed = value;
  }

  @Override
  public void forward(int batch, FloatBuffer x, float[] parameters, FloatBuffer y) {
    reserve(batch);
    lastBatch = batch;
    maps.forEach(map -> map.moments().clear(0, map.shape().channels()));
    enter(batch, x, parameters, y);
    measureInput(batch);
    for (TiledUnit unit : units) {
      unit.function().prepare(parameters, maps);
      unit.dropout().begin(seed);
      run(unit, batch, parameters, y, Statistics.WANTED);
    }
  }

  private void run(
      TiledUnit unit, int batch, float[] parameters, FloatBuffer y, Statistics statistics) {
    unit.forward(
        batch,
        TileOrder.ofUnit(units.indexOf(unit)),
        inputs(unit.plan()),
        parameters,
        scratch(),
        target(unit.plan(), y, Optional.empty(), statistics));
  }

  private UnitInputs inputs(UnitPlan unit) {
    return new UnitInputs(
        values(unit.source()), unit.addend().map(addend -> values(addend.source())));
  }

  private Region values(int map) {
    return map == 0 && inputPlanar
        ? new Region(values.get(0), 0, plan.input().size())
        : maps.get(map).region(values.get(map), 0);
  }

  private UnitTarget target(
      UnitPlan unit, FloatBuffer plain, Optional<NativeFloats> gradient, Statistics statistics) {
    int target = unit.target();
    if (target == UnitPlan.OUTPUT) {
      return new PlanarTarget(plain, plan.output());
    }
    return new MapTarget(
        maps.get(target),
        values.get(target),
        gradient.orElse(values.get(target)),
        unit.firstChannel(),
        unit.result().channels(),
        engine.passes(),
        normalized[target] ? statistics : Statistics.UNWANTED);
  }

  /** Brings the input to where the first unit reads it. */
  private void enter(int batch, FloatBuffer x, float[] parameters, FloatBuffer y) {
    if (entry.isPresent()) {
      UnitTarget to = target(entry.get().plan(), y, Optional.empty(), Statistics.WANTED);
      entry.get().forward(batch, x, parameters, to);
      return;
    }
    int count = batch * plan.input().size();
    if (inputPlanar) {
      values.get(0).floats(0, count).put(0, x, 0, count);
      return;
    }
    PlanarCopies.read(
        x, 0, maps.get(0).region(values.get(0), 0), inputTile(batch), plan.input().channels());
  }

  private Tile inputTile(int images) {
    return new Tile(images, Layout.blocks(plan.input().channels()), plan.input().pixels());
  }

  private void measureInput(int batch) {
    if (normalized[0]) {
      Region input = maps.get(0).region(values.get(0), 0);
      engine
          .passes()
          .moments(input, inputTile(batch), plan.input().channels(), 0, maps.get(0).moments());
    }
  }

  /** Made when it is first used: a stage may be there only to tell what it would take. */
  private StageScratch scratch() {
    if (madeScratch.isEmpty()) {
      madeScratch = Optional.of(StageScratch.of(scratchSizes));
    }
    return madeScratch.get();
  }

  private void reserve(int batch) {
    if (batch <= capacity) {
      return;
    }
    values.forEach(NativeFloats::close);
    values.clear();
    for (int i = 0; i < maps.size(); i++) {
      values.add(new NativeFloats(valuesOf(i, batch)));
    }
    capacity = batch;
  }

  /** Values that are kept of a map. */
  private long valuesOf(int map, int batch) {
    boolean kept = entry.filter(e -> e.skips(map)).isEmpty();
    long size = map == 0 && inputPlanar ? plan.input().size() : maps.get(map).imageSize();
    return kept ? batch * size : 0;
  }

  @Override
  public long bytes(BatchSizes batches) {
    Collection<Integer> passes = batches.passes(INFERENCE_IMAGES);
    int largest = passes.stream().mapToInt(Integer::intValue).max().orElse(0);
    long bytes = scratchSizes.bytes() + entry.map(OneHotEntry::bytes).orElse(0L);
    for (int i = 0; largest > 0 && i < maps.size(); i++) {
      bytes += NativeFloats.bytes(valuesOf(i, largest));
    }
    return bytes
        + ConvolutionMemory.bytes(
            units.stream().flatMap(unit -> unit.memory(passes).stream()).toList());
  }

  @Override
  public <P> void rehearse(int batch, boolean inputWanted, MemoryPool<P> shared) {
    try (MapGradients<P> mapGradients = new MapGradients<>(shared, maps, batch)) {
      for (int i = units.size() - 1; i >= 0; i--) {
        TiledUnit unit = units.get(i);
        mapsOf(unit, inputWanted).forEach(mapGradients::of);
        if (lastToWrite(i)) {
          mapGradients.release(unit.plan().target());
        }
      }
      entry.ifPresent(first -> own(first.plan(), mapGradients));
      if (inputWanted) {
        mapGradients.of(0);
        shared.giveBack(shared.take(inputTile(1).imageSize()));
      }
    }
  }

  /** Maps whose gradients a unit's backward pass needs, in the order of the requests. */
  private List<Integer> mapsOf(TiledUnit unit, boolean inputWanted) {
    UnitPlan reads = unit.plan();
    List<Integer> needed = new ArrayList<>();
    if (gradientWanted(unit, inputWanted)) {
      needed.addAll(reads.sources());
    }
    if (reads.target() != UnitPlan.OUTPUT) {
      needed.add(reads.target());
    }
    return needed;
  }

  private boolean gradientWanted(TiledUnit unit, boolean inputWanted) {
    return unit.function().hasParameters()
        || unit.plan().sources().stream().anyMatch(map -> learns(map, inputWanted));
  }

  @Override
  public void backward(FloatBuffer dy, float[] parameters, FloatBuffer dx, float[] gradients) {
    if (entry.isPresent() && dx.hasRemaining()) {
      throw new IllegalArgumentException("one-hot characters have no gradient");
    }
    maps.forEach(FeatureMap::beginBackward);
    try (MapGradients<NativeFloats> mapGradients = new MapGradients<>(pool, maps, lastBatch)) {
      for (int i = units.size() - 1; i >= 0; i--) {
        TiledUnit unit = units.get(i);
        mapsOf(unit, dx.hasRemaining()).forEach(mapGradients::of);
        backward(unit, dy, parameters, dx.hasRemaining(), gradients, mapGradients);
        if (lastToWrite(i)) {
          mapGradients.release(unit.plan().target());
        }
      }
      entry.ifPresent(
          first ->
              first.backward(
                  lastBatch,
                  target(first.plan(), dy, own(first.plan(), mapGradients), Statistics.UNWANTED),
                  gradients));
      if (dx.hasRemaining()) {
        storeInputGradient(dx, mapGradients);
      }
    }
  }

  /** Whether no earlier unit writes channels of the map that unit i writes. */
  private boolean lastToWrite(int i) {
    int target = units.get(i).plan().target();
    return target > 0
        && IntStream.range(0, i).noneMatch(j -> units.get(j).plan().target() == target);
  }

  private void backward(
      TiledUnit unit,
      FloatBuffer dy,
      float[] parameters,
      boolean inputWanted,
      float[] gradients,
      MapGradients<NativeFloats> mapGradients) {
    UnitPlan reads = unit.plan();
    Optional<UnitGradients> to =
        gradientWanted(unit, inputWanted)
            ? Optional.of(
                new UnitGradients(
                    gradient(reads.source(), mapGradients),
                    reads.addend().map(addend -> gradient(addend.source(), mapGradients))))
            : Optional.empty();
    int channels = reads.input().channels();
    GradientSums sums = GradientSums.zero(Layout.padded(channels));
    unit.backward(
        lastBatch,
        TileOrder.ofUnit(units.indexOf(unit)),
        inputs(reads),
        to,
        scratch(),
        target(unit.plan(), dy, own(unit.plan(), mapGradients), Statistics.UNWANTED),
        sums);
    reads.sources().forEach(map -> maps.get(map).gradientWritten(channels));
    unit.storeWeightGradient(gradients);
    unit.function().finishBackward(sums, maps, parameters, gradients);
  }

  /** Whether the gradient of a map leads to anything. */
  private boolean learns(int map, boolean inputWanted) {
    return inputWanted || map > 0 || maps.get(map).shape().channels() > plan.input().channels();
  }

  /** Where a reader of a map puts its part: the last one, which comes first, overwrites. */
  private InputGradient gradient(int map, MapGradients<NativeFloats> mapGradients) {
    FeatureMap shape = maps.get(map);
    return new InputGradient(
        shape.region(mapGradients.of(map), 0),
        shape.gradientChannels() == 0 ? Write.OVERWRITE : Write.ADD);
  }

  private static <P> Optional<P> own(UnitPlan unit, MapGradients<P> mapGradients) {
    return unit.target() == UnitPlan.OUTPUT
        ? Optional.empty()
        : Optional.of(mapGradients.of(unit.target()));
  }

  private void storeInputGradient(FloatBuffer dx, MapGradients<NativeFloats> mapGradients) {
    FeatureMap map = maps.get(0);
    NativeFloats gradients = mapGradients.of(0);
    MapTarget input =
        new MapTarget(
            map,
            // What is planar has no statistics, so its gradient needs no values.
            inputPlanar ? gradients : values.get(0),
            gradients,
            0,
            plan.input().channels(),
            engine.passes(),
            Statistics.UNWANTED);
    Tile one = inputTile(1);
    NativeFloats dense = pool.take(one.imageSize());
    Region to = new Region(dense, 0, one.imageSize());
    for (int image = 0; image < lastBatch; image++) {
      input.gradient(image, to, one);
      PlanarCopies.write(to, dx, image * plan.input().size(), one, plan.input().channels());
    }
    pool.giveBack(dense);
  }

  @Override
  public void close() {
    values.forEach(NativeFloats::close);
    values.clear();
    madeScratch.ifPresent(StageScratch::close);
    entry.ifPresent(OneHotEntry::close);
    units.forEach(TiledUnit::close);
    engine.close();
  }
}
