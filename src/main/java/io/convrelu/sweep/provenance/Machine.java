package io.convrelu.sweep.provenance;

import java.util.Objects;

/**
 * What the driver ran on. Executors whose arithmetic differs from its are named in {@link Cluster}.
 *
 * @param os name, version and architecture
 * @param cpu the processor's name
 * @param cores that the JVM may use
 * @param jvm name and version
 * @param provider what fused stages computed with
 * @param arithmeticThreads value of {@code OMP_NUM_THREADS}; empty where it was not set
 */
public record Machine(
    String os, String cpu, int cores, String jvm, String provider, String arithmeticThreads) {

  /** Of trials of earlier releases. */
  public static final Machine NOT_RECORDED = new Machine("", "", 0, "", "", "");

  public Machine {
    Objects.requireNonNull(os, "os");
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(jvm, "jvm");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(arithmeticThreads, "arithmeticThreads");
  }
}
