package io.convrelu.report.compare;

import io.convrelu.data.BadInputException;
import io.convrelu.report.Comparison;
import io.convrelu.report.Configuration;
import io.convrelu.report.Metric;
import io.convrelu.report.PairedDifference;
import io.convrelu.report.compare.Side.Matched;
import io.convrelu.report.statistics.PairedTest;
import io.convrelu.sweep.result.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two sweeps over the same data, cell by cell: cells with the same data, network and settings are
 * matched. Settings that are the same throughout each sweep but not in both are what the sweeps
 * differ in; they are named once and not looked at for matching, so that a change of one setting
 * can be compared as well as a change of the program.
 *
 * @param a the first sweep
 * @param b the second sweep
 * @param metric what is compared
 * @param differing what the sweeps differ in: by key the values of the first and the second
 * @param cells those in both first, then those in one alone
 * @param comparisons how many differences were corrected together, m
 */
public record SweepComparison(
    Side a,
    Side b,
    Metric metric,
    SortedMap<String, List<String>> differing,
    List<ComparedCell> cells,
    int comparisons) {

  private static final Comparator<Matched> ORDER =
      Comparator.comparing((Matched matched) -> matched.subject().dataset())
          .thenComparing(matched -> matched.subject().network())
          .thenComparing(Matched::choice)
          .thenComparing(matched -> matched.configuration().toString());

  public SweepComparison {
    cells = List.copyOf(cells);
  }

  /**
   * Compares two sweeps.
   *
   * @throws BadInputException when they have no data in common, or when no completed trial of
   *     either reports the metric
   */
  public static SweepComparison of(Side a, Side b, Metric metric) {
    if (a.fingerprints().stream().noneMatch(b.fingerprints()::contains)) {
      throw new BadInputException(
          b.path(),
          "",
          "is a sweep over "
              + b.datasets()
              + ", "
              + a.path()
              + " one over "
              + a.datasets()
              + ": trials on different data cannot be paired; give two sweeps over the same"
              + " prepared data, or put both into one report with --input");
    }
    metric.requireIn(List.of(a.path()), a.trials());
    metric.requireIn(List.of(b.path()), b.trials());
    SortedMap<String, List<String>> differing = differing(a, b);
    Map<Matched, Cell> first = a.cells(differing.keySet());
    Map<Matched, Cell> second = b.cells(differing.keySet());
    List<Matched> all =
        Stream.concat(first.keySet().stream(), second.keySet().stream())
            .distinct()
            .sorted(
                Comparator.comparing(
                        (Matched m) -> !(first.containsKey(m) && second.containsKey(m)))
                    .thenComparing(ORDER))
            .toList();
    List<Optional<PairedTest>> tests =
        all.stream()
            .map(
                matched ->
                    first.containsKey(matched) && second.containsKey(matched)
                        ? PairedDifference.of(second.get(matched), first.get(matched), metric)
                        : Optional.<PairedTest>empty())
            .toList();
    List<Optional<Comparison>> corrected = Comparison.correct(tests);
    Iterator<Optional<Comparison>> next = corrected.iterator();
    List<ComparedCell> cells = new ArrayList<>();
    for (Matched matched : all) {
      cells.add(
          new ComparedCell(
              matched.subject().dataset(),
              matched.subject().synthetic(),
              matched.subject().network(),
              label(matched, all),
              Optional.ofNullable(first.get(matched)),
              Optional.ofNullable(second.get(matched)),
              next.next()));
    }
    int comparisons =
        corrected.stream()
            .flatMap(Optional::stream)
            .mapToInt(Comparison::comparisons)
            .findFirst()
            .orElse(0);
    return new SweepComparison(a, b, metric, differing, cells, comparisons);
  }

  /** Cells that both sweeps have. */
  public List<ComparedCell> matched() {
    return cells.stream().filter(cell -> cell.a().isPresent() && cell.b().isPresent()).toList();
  }

  private static SortedMap<String, List<String>> differing(Side a, Side b) {
    SortedMap<String, List<String>> differing = new TreeMap<>();
    TreeSet<String> keys = new TreeSet<>(a.keys());
    keys.addAll(b.keys());
    for (String key : keys) {
      // A key that one sweep varies is part of its cells.
      Optional<String> one = a.constant(key);
      Optional<String> other = b.constant(key);
      if (one.isPresent() && other.isPresent() && !one.equals(other)) {
        differing.put(key, List.of(one.get(), other.get()));
      }
    }
    return differing;
  }

  /** The choice, and the settings that tell the cell from others of it. */
  private static String label(Matched matched, List<Matched> all) {
    List<Configuration> same =
        all.stream()
            .filter(other -> other.subject().equals(matched.subject()))
            .filter(other -> other.choice().equals(matched.choice()))
            .map(Matched::configuration)
            .toList();
    TreeSet<String> keys = new TreeSet<>();
    same.forEach(configuration -> keys.addAll(configuration.keys()));
    String variant =
        keys.stream()
            .filter(key -> same.stream().map(c -> c.value(key)).distinct().count() > 1)
            .map(key -> key + "=" + matched.configuration().value(key))
            .collect(Collectors.joining(", "));
    String name = matched.choice().name();
    return variant.isEmpty() ? name : name + " [" + variant + "]";
  }
}
