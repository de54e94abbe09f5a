package io.convrelu.kernel;

/** Tiled kernels in plain loops, for machines without the Vector API or with short vectors. */
final class ScalarProvider implements KernelProvider {

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public ConvReluKernel convRelu(ConvShape shape) {
    return new TiledConvRelu(shape, new ScalarArithmetic());
  }
}
