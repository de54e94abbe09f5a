package io.convrelu.kernel.tile;

import java.util.Optional;

/** Whether this JVM was started with the incubating Vector API, and with vectors of what use. */
public final class VectorModule {

  private VectorModule() {}

  /** The passes, when vectors of 256 bits or more are there. */
  public static Optional<TilePasses> passes() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return Optional.empty();
    }
    return VectorPasses.LENGTH >= 8 ? Optional.of(new VectorPasses()) : Optional.empty();
  }
}
