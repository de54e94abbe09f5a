package io.convrelu.kernel;

/** The plain reference, for tests and for comparing trainings; slow. */
final class ReferenceProvider implements KernelProvider {

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public ConvReluKernel convRelu(ConvShape shape) {
    return new ReferenceKernel(shape);
  }
}
