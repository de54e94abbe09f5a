package io.convrelu.kernel;

import java.util.Optional;

/** What this JVM lacks for the Vector API to be of use. */
public final class VectorSupport {

  /** The incubating module. */
  public static final String MODULE = "jdk.incubator.vector";

  /**
   * Shorter vectors mean no AVX2, and without its fused multiply-add the Vector API would compute
   * each product in software.
   */
  private static final int LEAST_LANES = 8;

  private VectorSupport() {}

  /** Whether the JVM was started with the module; only then its classes may be touched. */
  static boolean hasModule() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /** What is missing and what to do about it; empty when nothing is. */
  public static Optional<String> missing() {
    if (!hasModule()) {
      return Optional.of(
          "no module "
              + MODULE
              + " (start Java with --add-modules "
              + MODULE
              + "; on Spark, driver and executors)");
    }
    int lanes = VectorArithmetic.lanes();
    return lanes < LEAST_LANES
        ? Optional.of("vectors of " + lanes * Float.SIZE + " bits (256 need a CPU with AVX2)")
        : Optional.empty();
  }
}
