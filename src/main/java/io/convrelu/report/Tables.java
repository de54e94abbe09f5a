package io.convrelu.report;

import io.convrelu.report.ComparisonTable.Subject;
import io.convrelu.report.statistics.PairedTest;
import io.convrelu.sweep.result.Cell;
import io.convrelu.sweep.result.Cells;
import io.convrelu.sweep.result.MeanInterval;
import io.convrelu.sweep.result.TrialResult;
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

/** Puts trials into tables: one for each data set and network, one row for each configuration. */
final class Tables {

  private static final List<String> DATASETS =
      List.of("cifar10", "cifar100", "tiny-imagenet", "mr", "ag-news", "yelp-full");
  private static final Comparator<Subject> ORDER =
      Comparator.comparing(Subject::synthetic)
          .thenComparingInt(
              s -> DATASETS.contains(s.dataset()) ? DATASETS.indexOf(s.dataset()) : DATASETS.size())
          .thenComparing(Subject::dataset)
          .thenComparing(Subject::network)
          .thenComparing(Subject::fingerprint);

  private final Metric metric;
  private final PaperFigures paper;
  private final Map<String, FullSize> fullSizes;

  Tables(Metric metric, PaperFigures paper, Map<String, FullSize> fullSizes) {
    this.metric = metric;
    this.paper = paper;
    this.fullSizes = Map.copyOf(fullSizes);
  }

  List<ComparisonTable> of(List<TrialResult> trials) {
    Map<Subject, List<TrialResult>> bySubject =
        trials.stream()
            .collect(
                Collectors.groupingBy(
                    Subject::of, () -> new TreeMap<>(ORDER), Collectors.toList()));
    List<ComparisonTable> tables = new ArrayList<>();
    bySubject.forEach((subject, its) -> tables.add(table(subject, its)));
    return tables;
  }

  private ComparisonTable table(Subject subject, List<TrialResult> trials) {
    Map<Configuration, Cell> cells = new LinkedHashMap<>();
    Cells.of(trials).stream()
        .collect(Collectors.groupingBy(Configuration::of, LinkedHashMap::new, Collectors.toList()))
        .forEach((configuration, same) -> cells.put(configuration, OneTrialPerSeed.join(same)));
    Iterator<Optional<Comparison>> differences =
        Comparison.correct(
                cells.keySet().stream().map(configuration -> test(configuration, cells)).toList())
            .iterator();
    List<ComparisonRow> rows = new ArrayList<>();
    cells.forEach(
        (configuration, cell) ->
            rows.add(row(subject, configuration, cell, cells, differences.next())));
    rows.sort(Comparator.comparing(ComparisonRow::choice).thenComparing(ComparisonRow::variant));
    return new ComparisonTable(
        subject,
        metric,
        subject.synthetic()
            ? Optional.empty()
            : Optional.ofNullable(fullSizes.get(subject.dataset())),
        rows);
  }

  /** The test against the ReLU row with the same other settings, where there is one. */
  private Optional<PairedTest> test(Configuration configuration, Map<Configuration, Cell> cells) {
    if (configuration.choice().isRelu()) {
      return Optional.empty();
    }
    return cells.entrySet().stream()
        .filter(other -> other.getKey().choice().isRelu())
        .filter(other -> other.getKey().shared().equals(configuration.shared()))
        .findFirst()
        .flatMap(relu -> PairedDifference.of(cells.get(configuration), relu.getValue(), metric));
  }

  private ComparisonRow row(
      Subject subject,
      Configuration configuration,
      Cell cell,
      Map<Configuration, Cell> cells,
      Optional<Comparison> difference) {
    Optional<PaperFigure> figure =
        subject.synthetic() || metric != Metric.TEST_TOP1
            ? Optional.empty()
            : paper.find(subject.dataset(), subject.network(), configuration.choice());
    MeanInterval score = MeanInterval.of(Scored.of(cell, metric).stream().map(metric::of).toList());
    return new ComparisonRow(
        configuration, variant(configuration, cells), cell, metric, score, difference, figure);
  }

  /** The settings that tell a configuration from the others of its choice. */
  private static String variant(Configuration configuration, Map<Configuration, Cell> cells) {
    List<Configuration> same =
        cells.keySet().stream()
            .filter(other -> other.choice().equals(configuration.choice()))
            .toList();
    TreeSet<String> keys = new TreeSet<>();
    same.forEach(other -> keys.addAll(other.keys()));
    return keys.stream()
        .filter(key -> same.stream().map(other -> other.value(key)).distinct().count() > 1)
        .map(key -> key + "=" + configuration.value(key))
        .collect(Collectors.joining(", "));
  }
}
