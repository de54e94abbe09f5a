package io.convrelu.kernel;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;

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

  /** Floats of this machine's widest vectors; 0 without the module. */
  public static int lanes() {
    return hasModule() ? Species.lanes() : 0;
  }

  /** Names the Vector API, so that it loads only where the module is. */
  private static final class Species {
    static int lanes() {
      return FloatVector.SPECIES_PREFERRED.length();
    }
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
    int lanes = lanes();
    return lanes < LEAST_LANES
        ? Optional.of("vectors of " + lanes * Float.SIZE + " bits (256 need a CPU with AVX2)")
        : Optional.empty();
  }
}
