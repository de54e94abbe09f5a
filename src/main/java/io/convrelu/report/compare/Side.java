package io.convrelu.report.compare;

import io.convrelu.report.Choice;
import io.convrelu.report.ComparisonTable.Subject;
import io.convrelu.report.Configuration;
import io.convrelu.report.OneTrialPerSeed;
import io.convrelu.sweep.result.Cell;
import io.convrelu.sweep.result.Cells;
import io.convrelu.sweep.result.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One of two sweeps that are compared.
 *
 * @param path where it was read from
 * @param trials at least one
 */
public record Side(String path, List<TrialResult> trials) {

  private static final String NETWORK_NAME = "network.name";

  public Side {
    trials = List.copyOf(trials);
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("no trials in " + path);
    }
  }

  /** Programs that trained, for people; "not recorded" in results of earlier releases. */
  public String versions() {
    return trials.stream()
        .map(TrialResult::provenance)
        .map(found -> found.recorded() ? found.code().toString() : "not recorded")
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** Machines and arithmetic that trained, for people. */
  public String machines() {
    return trials.stream()
        .map(TrialResult::provenance)
        .map(
            found ->
                found.recorded()
                    ? found.machine().cpu() + ", " + found.machine().provider()
                    : "not recorded")
        .distinct()
        .sorted()
        .collect(Collectors.joining("; "));
  }

  /** Names of the data sets. */
  String datasets() {
    return trials.stream()
        .map(
            trial ->
                trial.dataset()
                    + " ("
                    + trial
                        .datasetFingerprint()
                        .substring(0, Math.min(8, trial.datasetFingerprint().length()))
                    + ")")
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  Set<String> fingerprints() {
    return trials.stream().map(TrialResult::datasetFingerprint).collect(Collectors.toSet());
  }

  /**
   * Keys of settings outside of {@code activation}. The network's name is none of them: networks
   * are matched by name.
   */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    Cells.of(trials).forEach(cell -> keys.addAll(Configuration.of(cell).shared().keySet()));
    keys.remove(NETWORK_NAME);
    return keys;
  }

  /** The value of a setting that is the same in all trials; empty where they differ in it. */
  Optional<String> constant(String key) {
    List<String> values =
        Cells.of(trials).stream()
            .map(cell -> Configuration.of(cell).value(key))
            .distinct()
            .toList();
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /**
   * The sweep's cells.
   *
   * @param ignored keys of settings that are not looked at
   */
  Map<Matched, Cell> cells(Set<String> ignored) {
    Map<Matched, List<Cell>> cells = new LinkedHashMap<>();
    for (Cell cell : Cells.of(trials)) {
      cells.computeIfAbsent(Matched.of(cell, ignored), matched -> new ArrayList<>()).add(cell);
    }
    Map<Matched, Cell> joined = new LinkedHashMap<>();
    cells.forEach((matched, same) -> joined.put(matched, OneTrialPerSeed.join(same)));
    return joined;
  }

  /** What two cells have to have in common to be compared. */
  record Matched(Subject subject, Configuration configuration) {

    static Matched of(Cell cell, Set<String> ignored) {
      Configuration full = Configuration.of(cell);
      Map<String, String> shared = new TreeMap<>(full.shared());
      shared.keySet().removeAll(ignored);
      return new Matched(
          Subject.of(cell.first()), new Configuration(full.choice(), full.own(), shared));
    }

    Choice choice() {
      return configuration.choice();
    }
  }
}
