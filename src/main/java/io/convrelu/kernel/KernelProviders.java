package io.convrelu.kernel;

/** Where the kernel provider is chosen. */
public final class KernelProviders {

  private KernelProviders() {}
}
