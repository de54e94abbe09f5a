package io.convrelu.kernel.tile;

/**
 * The door to the classes that need the incubating Vector API: nothing else names them, so that a
 * JVM without the module never loads them. {@link io.convrelu.kernel.VectorSupport} tells whether
 * it may be opened.
 */
public final class VectorModule {

  private VectorModule() {}

  /** Passes on vectors. */
  public static TilePasses passes() {
    return new VectorPasses();
  }
}
