package io.convrelu.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/** What this JVM lacks for the Vector API to be of use. */
public final class VectorSupport {

  /** The incubating module. */
  public static final String MODULE = "jdk.incubator.vector";

  /** Shorter ones there are only where none are of use. */
  private static final int LEAST_LANES = 4;

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
    if (lanes() < LEAST_LANES) {
      return Optional.of("vectors of " + lanes() * Float.SIZE + " bits (128 are needed)");
    }
    return fusesMultiplyAndAdd()
        ? Optional.empty()
        : Optional.of("no fused multiply-add (AVX2 or NEON), without which vectors are slow");
  }

  /** Without the instruction the Vector API would compute each product in software. */
  private static boolean fusesMultiplyAndAdd() {
    try {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue());
    } catch (IllegalArgumentException e) {
      // Not HotSpot, or one that does not know.
      return false;
    }
  }
}
