package io.convrelu.kernel.dnnl;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.dnnl.ConvolutionPrimitives.Pass;
import io.convrelu.kernel.tile.ConvolutionMemory;
import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.TileConvolution;
import io.convrelu.kernel.tile.TileEngine;
import io.convrelu.kernel.tile.TilePasses;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;

/**
 * Convolutions by oneDNN, everything else by another engine, and so are the passes of convolutions
 * that oneDNN has no fast implementation of.
 */
public final class OneDnnEngine implements TileEngine {

  private final OneDnn oneDnn;
  private final TileEngine others;
  private final EngineScratch scratch;
  private final Winograd winograd;
  private final Source source;

  /** How what convolutions read lies in memory. */
  enum Source {
    BLOCKED,
    PLANAR
  }

  /**
   * @throws LinkageError when oneDNN's native library is not there or cannot be loaded
   */
  public OneDnnEngine(TileEngine others) {
    this.oneDnn = new OneDnn();
    this.winograd = Winograd.of(oneDnn);
    this.others = others;
    this.scratch = new EngineScratch();
    this.source = Source.BLOCKED;
  }

  private OneDnnEngine(OneDnnEngine whole, Source source) {
    this.oneDnn = whole.oneDnn;
    this.winograd = whole.winograd;
    this.others = whole.others;
    this.scratch = whole.scratch;
    this.source = source;
  }

  @Override
  public String name() {
    return "oneDNN-" + OneDnn.version() + "+" + passes().name();
  }

  @Override
  public TilePasses passes() {
    return others.passes();
  }

  @Override
  public int fastFrom(ConvShape shape) {
    return winograd.fastFrom(shape);
  }

  @Override
  public ConvolutionMemory memory(ConvShape shape, int images) {
    try (PointerScope descriptions = OneDnn.descriptions()) {
      ConvolutionPrimitives primitives = primitives(shape, images);
      return primitives.slow().isEmpty()
          ? primitives.memory()
          : primitives.memory().and(others.memory(shape, images));
    }
  }

  @Override
  public TileConvolution convolution(ConvShape shape, int images) {
    try (PointerScope descriptions = OneDnn.descriptions()) {
      ConvolutionPrimitives primitives = primitives(shape, images);
      TileConvolution fast = new OneDnnConvolution(passes(), scratch, shape, primitives);
      Set<Pass> slow = primitives.slow();
      return slow.isEmpty()
          ? fast
          : new MixedConvolution(fast, others.convolution(shape, images), slow);
    }
  }

  private ConvolutionPrimitives primitives(ConvShape shape, int images) {
    return new ConvolutionPrimitives(
        oneDnn, shape, images, winograd.algorithm(shape, images), source);
  }

  /** The same for every number of images, of which it does not depend what oneDNN has. */
  @Override
  public Optional<TileEngine> planar(ConvShape shape) {
    OneDnnEngine planar = new OneDnnEngine(this, Source.PLANAR);
    try (PointerScope descriptions = OneDnn.descriptions()) {
      return shape.channels() < Layout.BLOCK
              && !shape.readsAll()
              && planar.primitives(shape, 2).slow().equals(EnumSet.of(Pass.DATA))
          ? Optional.of(planar)
          : Optional.empty();
    }
  }

  @Override
  public void close() {
    scratch.close();
    oneDnn.close();
    others.close();
  }
}
