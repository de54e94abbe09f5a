package io.convrelu.kernel;

/** Tiled kernels on the Vector API. Loads only where the module jdk.incubator.vector is. */
final class VectorProvider implements KernelProvider {

  @Override
  public String name() {
    return "vector-" + VectorArithmetic.lanes() * Float.SIZE;
  }

  @Override
  public ConvReluKernel convRelu(ConvShape shape) {
    return new TiledConvRelu(shape, new VectorArithmetic());
  }

  /** Lanes of this machine's vectors. */
  int lanes() {
    return VectorArithmetic.lanes();
  }
}
