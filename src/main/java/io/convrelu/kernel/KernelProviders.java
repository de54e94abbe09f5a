package io.convrelu.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the kernel provider of plain layers is chosen, once a JVM, and logged:
 *
 * <ol>
 *   <li>what the system property {@code convrelu.kernel} says: {@code vector}, {@code scalar} or
 *       {@code reference};
 *   <li>vector, where the module jdk.incubator.vector is present and vectors have at least 8 lanes;
 *   <li>scalar.
 * </ol>
 */
public final class KernelProviders {

  private static final Logger LOG = LoggerFactory.getLogger(KernelProviders.class);

  private KernelProviders() {}

  /** The provider of this JVM. */
  public static KernelProvider get() {
    return Holder.CHOSEN;
  }

  /** The provider of a kind; vector only where its module is. */
  public static KernelProvider of(KernelKind kind) {
    return switch (kind) {
      case VECTOR -> new VectorProvider();
      case SCALAR -> new ScalarProvider();
      case REFERENCE -> new ReferenceProvider();
    };
  }

  /**
   * A provider by name.
   *
   * @param name vector, scalar or reference; empty for the fastest there is
   * @throws IllegalArgumentException on another name, or vector where it cannot be had
   */
  static KernelProvider choose(String name) {
    return of(KernelKind.forced(name).orElseGet(KernelProviders::fastest));
  }

  private static KernelKind fastest() {
    VectorSupport.missing()
        .ifPresent(
            missing ->
                LOG.warn("Plain layers run in plain loops, about 10 times slower: {}", missing));
    return KernelKind.fastest();
  }

  private static final class Holder {
    static final KernelProvider CHOSEN = choose(System.getProperty(KernelKind.PROPERTY, ""));

    static {
      LOG.info("Kernels of plain layers: {}", CHOSEN.name());
    }
  }
}
