package io.convrelu.report;

import io.convrelu.data.BadInputException;
import io.convrelu.sweep.result.TrialResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything a report shows, computed; the page, the CSV and the text are three ways to write it.
 *
 * @param inputs where the trials were read from
 * @param metric what the tables compare by
 * @param tables at least one
 * @param trials every trial, by identity, as the tables may leave out what was run twice
 */
public record Report(
    List<String> inputs, Metric metric, List<ComparisonTable> tables, List<TrialResult> trials) {

  public Report {
    inputs = List.copyOf(inputs);
    tables = List.copyOf(tables);
    trials = List.copyOf(trials);
  }

  /** Builds a report by test top-1, see {@link #of(List, Metric, List)}. */
  public static Report of(List<String> inputs, List<TrialResult> results) {
    return of(inputs, Metric.TEST_TOP1, results);
  }

  /**
   * Builds a report.
   *
   * @param inputs where the results were read from
   * @param metric what the tables compare by
   * @param results may hold one trial more than once, when two inputs do
   * @throws BadInputException when there is no trial, or when trials were completed of which none
   *     reports the metric
   */
  public static Report of(List<String> inputs, Metric metric, List<TrialResult> results) {
    if (results.isEmpty()) {
      throw new BadInputException(
          String.join(", ", inputs),
          "",
          "no trial has ended there, so there is nothing to report; run jobs/sweep.sh first");
    }
    metric.requireIn(inputs, results);
    Map<String, TrialResult> byIdentity = new LinkedHashMap<>();
    results.forEach(result -> byIdentity.merge(result.trial(), result, OneTrialPerSeed::better));
    List<TrialResult> trials = new ArrayList<>(byIdentity.values());
    trials.sort(
        Comparator.comparing(TrialResult::dataset)
            .thenComparing(TrialResult::network)
            .thenComparing(Choice::of)
            .thenComparing(TrialResult::seed)
            .thenComparing(TrialResult::trial));
    List<ComparisonTable> tables =
        new Tables(metric, PaperFigures.load(), FullSize.load()).of(trials);
    return new Report(inputs, metric, tables, trials);
  }
}
