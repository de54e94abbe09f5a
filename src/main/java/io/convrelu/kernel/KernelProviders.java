package io.convrelu.kernel;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the kernel provider is chosen, once a JVM, and logged:
 *
 * <ol>
 *   <li>what the system property {@code convrelu.kernel} says: {@code vector}, {@code scalar} or
 *       {@code reference};
 *   <li>vector, where the module jdk.incubator.vector is present and vectors have at least 8 lanes;
 *   <li>scalar. Short vectors mean no AVX2, and without its fused multiply-add the Vector API would
 *       compute each product in software.
 * </ol>
 */
public final class KernelProviders {

  /** System property that forces a provider. */
  public static final String PROPERTY = "convrelu.kernel";

  private static final Logger LOG = LoggerFactory.getLogger(KernelProviders.class);
  private static final String MODULE = "jdk.incubator.vector";
  private static final int LEAST_LANES = 8;

  private KernelProviders() {}

  /** The provider of this JVM. */
  public static KernelProvider get() {
    return Holder.CHOSEN;
  }

  /**
   * A provider by name.
   *
   * @param name vector, scalar or reference; empty for the fastest there is
   * @throws IllegalArgumentException on another name, or vector where it cannot be had
   */
  static KernelProvider choose(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "" -> fastest();
      case "vector" -> {
        if (!hasModule()) {
          throw new IllegalArgumentException(
              "-D" + PROPERTY + "=vector needs --add-modules " + MODULE);
        }
        yield new VectorProvider();
      }
      case "scalar" -> new ScalarProvider();
      case "reference" -> new ReferenceProvider();
      default ->
          throw new IllegalArgumentException(
              "-D" + PROPERTY + " is '" + name + "', must be vector, scalar or reference");
    };
  }

  private static KernelProvider fastest() {
    if (!hasModule()) {
      LOG.warn(
          "No module {}: convolutions run in plain loops, about 10 times slower. Start Java with"
              + " --add-modules {} (on Spark: driver and executors).",
          MODULE,
          MODULE);
      return new ScalarProvider();
    }
    VectorProvider vector = new VectorProvider();
    if (vector.lanes() < LEAST_LANES) {
      LOG.warn(
          "Vectors of this machine hold {} floats (no AVX2): convolutions run in plain loops,"
              + " about 5 times slower.",
          vector.lanes());
      return new ScalarProvider();
    }
    return vector;
  }

  private static boolean hasModule() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  private static final class Holder {
    static final KernelProvider CHOSEN = choose(System.getProperty(PROPERTY, ""));

    static {
      LOG.info("Convolution kernels: {}", CHOSEN.name());
    }
  }
}
