package io.convrelu.sweep.provenance;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a trial's result comes from; with the same code, configuration, data and kind of machine
 * the training gives the same bits again. Texts that were not recorded are empty.
 *
 * @param code which program trained
 * @param configuration every key in force, defaults included, by dotted key; the seed is {@code
 *     train.seed}. Empty where it was not recorded
 * @param data what it was trained on
 * @param machine what the driver ran on
 * @param cluster what Spark ran on
 * @param started when the training that ended so began, in UTC as ISO 8601
 * @param ended when it ended, likewise
 */
public record Provenance(
    CodeVersion code,
    SortedMap<String, String> configuration,
    DataSource data,
    Machine machine,
    Cluster cluster,
    String started,
    String ended) {

  /** Of trials of earlier releases, and of those that never came to train. */
  public static final Provenance NOT_RECORDED =
      new Provenance(
          CodeVersion.UNKNOWN,
          new TreeMap<>(),
          DataSource.NOT_RECORDED,
          Machine.NOT_RECORDED,
          Cluster.NOT_RECORDED,
          "",
          "");

  public Provenance {
    Objects.requireNonNull(code, "code");
    configuration = sorted(configuration);
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(cluster, "cluster");
    requireInstant(started);
    requireInstant(ended);
  }

  /** Whether anything is known. */
  public boolean recorded() {
    return !configuration.isEmpty();
  }

  /** When the training began. */
  public Optional<Instant> start() {
    return started.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(started));
  }

  private static SortedMap<String, String> sorted(Map<String, String> values) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  private static void requireInstant(String text) {
    try {
      if (!text.isEmpty()) {
        Instant.parse(text);
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no time in UTC: '" + text + "'", e);
    }
  }
}
