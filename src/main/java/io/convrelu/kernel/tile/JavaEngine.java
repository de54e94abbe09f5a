package io.convrelu.kernel.tile;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.KernelProvider;

/** Convolutions by a kernel provider, everything else through the passes it is given. */
public final class JavaEngine implements TileEngine {

  private final TilePasses passes;
  private final KernelProvider provider;

  public JavaEngine(TilePasses passes, KernelProvider provider) {
    this.passes = passes;
    this.provider = provider;
  }

  @Override
  public String name() {
    return "java-" + provider.name() + "+" + passes.name();
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
    return new JavaConvolution(provider, shape, images);
  }

  @Override
  public void close() {
    // Nothing but arrays.
  }
}
