package io.convrelu.kernel;

/** Makes the kernels of one implementation. Chosen once at start-up by {@link KernelProviders}. */
public interface KernelProvider {

  /** Name for logs and provenance, for example {@code vector-512} or {@code reference}. */
  String name();

  /** A kernel for one geometry, for one thread. */
  ConvReluKernel convRelu(ConvShape shape);
}
