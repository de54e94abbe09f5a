package io.convrelu.kernel.dnnl;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.tile.ConvolutionMemory;
import io.convrelu.kernel.tile.TileConvolution;
import io.convrelu.kernel.tile.TileEngine;
import io.convrelu.kernel.tile.TilePasses;
import org.bytedeco.javacpp.PointerScope;

/** Convolutions by oneDNN, everything else through the passes it is given. */
public final class OneDnnEngine implements TileEngine {

  private final OneDnn oneDnn;
  private final TilePasses passes;
  private final EngineScratch scratch = new EngineScratch();
  private final Winograd winograd;

  /**
   * @throws LinkageError when oneDNN's native library is not there or cannot be loaded
   */
  public OneDnnEngine(TilePasses passes) {
    this.oneDnn = new OneDnn();
    this.winograd = Winograd.of(oneDnn);
    this.passes = passes;
  }

  @Override
  public String name() {
    return "oneDNN-" + OneDnn.version() + "+" + passes.name();
  }

  @Override
  public TilePasses passes() {
    return passes;
  }

  @Override
  public int fastFrom(ConvShape shape) {
    return winograd.fastFrom(shape);
  }

  @Override
  public ConvolutionMemory memory(ConvShape shape, int images) {
    try (PointerScope descriptions = OneDnn.descriptions()) {
      return primitives(shape, images).memory();
    }
  }

  @Override
  public TileConvolution convolution(ConvShape shape, int images) {
    try (PointerScope descriptions = OneDnn.descriptions()) {
      return new OneDnnConvolution(passes, scratch, shape, primitives(shape, images));
    }
  }

  private ConvolutionPrimitives primitives(ConvShape shape, int images) {
    return new ConvolutionPrimitives(oneDnn, shape, images, winograd.algorithm(shape, images));
  }

  @Override
  public void close() {
    scratch.close();
    oneDnn.close();
  }
}
