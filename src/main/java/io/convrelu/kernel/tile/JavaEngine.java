package io.convrelu.kernel.tile;

import io.convrelu.kernel.ConvShape;
import java.util.Optional;

/** Convolutions in Java, everything else through the passes it is given. */
public final class JavaEngine implements TileEngine {

  private final TilePasses passes;
  private final TapPanel panel;

  public JavaEngine(TilePasses passes) {
    this.passes = passes;
    panel = passes.panel();
  }

  @Override
  public String name() {
    return "java+" + passes.name();
  }

  @Override
  public TilePasses passes() {
    return passes;
  }

  @Override
  public int fastFrom(ConvShape shape) {
    return 1;
  }

  /** Convolutions in Java work on arrays of the heap. */
  @Override
  public ConvolutionMemory memory(ConvShape shape, int images) {
    return ConvolutionMemory.NONE;
  }

  @Override
  public TileConvolution convolution(ConvShape shape, int images) {
    return new JavaConvolution(panel, shape, images);
  }

  @Override
  public Optional<TileEngine> planar(ConvShape shape) {
    return Optional.empty();
  }

  @Override
  public void close() {
    // Nothing but arrays.
  }
}
