package io.convrelu.sweep.provenance;

import java.util.List;
import java.util.Objects;

/**
 * What Spark ran on.
 *
 * @param spark its version
 * @param master for example {@code local[2]} or {@code yarn}
 * @param executors that were there when the trial ended; 0 in local mode, where the driver works
 * @param arithmetic what the executors computed with, and on which processor; sorted, each once.
 *     Empty in local mode
 */
public record Cluster(String spark, String master, int executors, List<String> arithmetic) {

  /** Of trials of earlier releases. */
  public static final Cluster NOT_RECORDED = new Cluster("", "", 0, List.of());

  public Cluster {
    Objects.requireNonNull(spark, "spark");
    Objects.requireNonNull(master, "master");
    arithmetic = List.copyOf(arithmetic);
  }
}
