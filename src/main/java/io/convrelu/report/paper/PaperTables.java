package io.convrelu.report.paper;

import io.convrelu.report.Choice;
import io.convrelu.report.Comparison;
import io.convrelu.report.ComparisonRow;
import io.convrelu.report.ComparisonTable;
import io.convrelu.report.ComparisonTable.Subject;
import io.convrelu.report.Configuration;
import io.convrelu.report.Metric;
import io.convrelu.report.PairedDifference;
import io.convrelu.report.Report;
import io.convrelu.report.paper.Layout.Item;
import io.convrelu.report.paper.PaperTable.Entry;
import io.convrelu.report.paper.PaperTable.Group;
import io.convrelu.report.statistics.PairedTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Fills the paper's tables 1 to 5. A result belongs into every cell that its data set, network and
 * activation choice fit, whatever else it was set to; results that differ in anything else are
 * never put together, but stand beside each other as groups of the data set, or as entries of a
 * cell.
 */
public final class PaperTables {

  private static final String NETWORK = "network.";
  private static final String NETWORK_NAME = "network.name";

  private PaperTables() {}

  /** All five, filled or not. */
  public static List<PaperTable> of(Report report) {
    return Layout.all().stream().map(layout -> fill(layout, report)).toList();
  }

  /** What the trials of a group have in common. */
  private record Key(
      String dataset, String fingerprint, String network, Map<String, String> shared) {

    static Key of(Layout layout, Subject subject, ComparisonRow row) {
      Map<String, String> shared = new TreeMap<>(row.configuration().shared());
      if (layout.comparesNetworks()) {
        shared.keySet().removeIf(key -> key.startsWith(NETWORK));
      }
      return new Key(
          subject.dataset(),
          subject.fingerprint(),
          layout.comparesNetworks() ? "" : subject.network(),
          shared);
    }
  }

  /** A row of a report that fits a cell, with its tests. */
  private record Fit(
      Item item, ComparisonTable table, ComparisonRow row, List<Optional<PairedTest>> tests) {}

  private static PaperTable fill(Layout layout, Report report) {
    Map<Key, List<Fit>> groups = new LinkedHashMap<>();
    for (ComparisonTable table : report.tables()) {
      Subject subject = table.subject();
      if (subject.synthetic()
          || !layout.datasets().contains(subject.dataset())
          || !layout.networks().contains(subject.network())) {
        continue;
      }
      for (ComparisonRow row : table.rows()) {
        for (Item item : layout.items()) {
          if (item.fits(subject.network(), row.choice())) {
            groups
                .computeIfAbsent(Key.of(layout, subject, row), key -> new ArrayList<>())
                .add(new Fit(item, table, row, tests(layout, table, row)));
          }
        }
      }
    }
    return correct(layout, report.metric(), groups);
  }

  /** A test against each reference that was run with the same other settings. */
  private static List<Optional<PairedTest>> tests(
      Layout layout, ComparisonTable table, ComparisonRow row) {
    return layout.references().stream().map(reference -> test(reference, table, row)).toList();
  }

  private static Optional<PairedTest> test(
      Choice reference, ComparisonTable table, ComparisonRow row) {
    if (row.choice().equals(reference)) {
      return Optional.empty();
    }
    List<ComparisonRow> bases =
        table.rows().stream()
            .filter(other -> other.choice().equals(reference))
            .filter(other -> other.configuration().shared().equals(row.configuration().shared()))
            .toList();
    return bases.size() == 1
        ? PairedDifference.of(row.cell(), bases.get(0).cell(), table.metric())
        : Optional.empty();
  }

  private static PaperTable correct(Layout layout, Metric metric, Map<Key, List<Fit>> groups) {
    List<Optional<PairedTest>> tests =
        groups.values().stream().flatMap(List::stream).flatMap(f -> f.tests().stream()).toList();
    List<Optional<Comparison>> corrected = Comparison.correct(tests);
    int comparisons =
        corrected.stream()
            .flatMap(Optional::stream)
            .mapToInt(Comparison::comparisons)
            .findFirst()
            .orElse(0);
    Iterator<Optional<Comparison>> next = corrected.iterator();
    Map<Key, List<Entry>> entries = new LinkedHashMap<>();
    groups.forEach(
        (key, fits) -> {
          List<Entry> its = new ArrayList<>();
          for (Fit fit : fits) {
            List<Optional<Comparison>> own = new ArrayList<>();
            fit.tests().forEach(test -> own.add(next.next()));
            its.add(new Entry(fit.item(), fit.table(), fit.row(), variant(layout, fit, fits), own));
          }
          entries.put(key, its);
        });
    return new PaperTable(layout, metric, ordered(layout, entries), comparisons);
  }

  /** In the paper's order of data sets; of one, first what has the most behind it. */
  private static List<Group> ordered(Layout layout, Map<Key, List<Entry>> entries) {
    Comparator<Key> order =
        Comparator.comparingInt((Key key) -> layout.datasets().indexOf(key.dataset()))
            .thenComparing(key -> -evidence(entries.get(key)))
            .thenComparing(Key::network)
            .thenComparing(Key::fingerprint)
            .thenComparing(key -> key.shared().toString());
    return entries.keySet().stream()
        .sorted(order)
        .map(key -> new Group(key.dataset(), settings(key, entries.keySet()), entries.get(key)))
        .toList();
  }

  /** Examples seen in all completed trainings of a group; says nothing of what came out. */
  private static double evidence(List<Entry> entries) {
    return entries.stream()
        .flatMap(entry -> entry.row().completed().stream())
        .mapToDouble(trial -> (double) trial.trainExamples() * trial.epochs())
        .sum();
  }

  /** What tells a group from the others of its data set, and how its network was set. */
  private static String settings(Key key, Iterable<Key> all) {
    List<Key> same = new ArrayList<>();
    all.forEach(
        other -> {
          if (other.dataset().equals(key.dataset())) {
            same.add(other);
          }
        });
    List<String> parts = new ArrayList<>();
    if (same.stream().map(Key::network).distinct().count() > 1) {
      parts.add(key.network());
    }
    TreeSet<String> keys = new TreeSet<>();
    same.forEach(other -> keys.addAll(other.shared().keySet()));
    keys.remove(NETWORK_NAME);
    for (String name : keys) {
      long values = same.stream().map(other -> value(other, name)).distinct().count();
      if (values > 1 || (name.startsWith(NETWORK) && key.shared().containsKey(name))) {
        parts.add(name + "=" + value(key, name));
      }
    }
    if (same.stream().map(Key::fingerprint).distinct().count() > 1) {
      parts.add("data " + key.fingerprint().substring(0, Math.min(8, key.fingerprint().length())));
    }
    return String.join(", ", parts);
  }

  private static String value(Key key, String name) {
    return key.shared().getOrDefault(name, "default");
  }

  /**
   * What tells an entry from others in the same cell; where networks are compared, also how this
   * one was set.
   */
  private static String variant(Layout layout, Fit fit, List<Fit> group) {
    List<Configuration> same =
        group.stream()
            .filter(other -> other.item().equals(fit.item()))
            .map(other -> other.row().configuration())
            .toList();
    Configuration own = fit.row().configuration();
    TreeSet<String> keys = new TreeSet<>();
    same.forEach(other -> keys.addAll(other.keys()));
    keys.remove(NETWORK_NAME);
    return keys.stream()
        .filter(
            key ->
                same.stream().map(other -> other.value(key)).distinct().count() > 1
                    || (layout.comparesNetworks()
                        && key.startsWith(NETWORK)
                        && own.keys().contains(key)))
        .map(key -> key + "=" + own.value(key))
        .collect(Collectors.joining(", "));
  }
}
