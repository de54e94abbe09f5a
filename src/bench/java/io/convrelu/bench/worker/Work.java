package io.convrelu.bench.worker;

import java.util.Locale;

/** What a process does with a network, and so what its examples a second are. */
public enum Work {
  /** Training steps on batches that lie in memory. */
  STEPS,
  /** The same with DL4J's own layers. */
  STOCK_STEPS,
  /** The job {@code train} on Spark: every epoch but the first, evaluation not counted. */
  TRAIN,
  /** The job {@code predict} on Spark: read, scored, written. */
  PREDICT,
  /** What {@code predict} scores, on Spark tasks that have it in memory already. */
  FORWARD;

  /** Its name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
