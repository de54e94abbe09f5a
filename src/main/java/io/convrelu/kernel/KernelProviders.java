package io.convrelu.kernel;

/** Where the kernel provider is chosen, once a JVM. */
public final class KernelProviders {

  private KernelProviders() {}

  /** The provider of this JVM. */
  public static KernelProvider get() {
    return Holder.CHOSEN;
  }

  private static final class Holder {
    static final KernelProvider CHOSEN = new ReferenceProvider();
  }
}
