package io.convrelu.report;

import io.convrelu.report.ComparisonTable.Subject;
import io.convrelu.sweep.MeanInterval;
import io.convrelu.sweep.TrialResult;
import io.convrelu.sweep.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The tables as comma-separated values, one line a row; docs/REPORT.md says what each column is.
 * Accuracies are shares from 0 to 1. A field without a value is empty.
 */
public final class TableCsv {

  private static final List<String> HEADER =
      List.of(
          "dataset",
          "synthetic",
          "network",
          "row",
          "activation",
          "strategy",
          "threshold_init",
          "seeds",
          "completed",
          "mean_top1",
          "interval_low",
          "interval_high",
          "paper_top1",
          "difference_to_relu",
          "difference_low",
          "difference_high",
          "difference_seeds",
          "diverged",
          "failed",
          "epochs",
          "train_examples",
          "full_train_examples",
          "test_examples",
          "full_test_examples",
          "parameters",
          "thresholds",
          "mean_images_per_second",
          "mean_seconds",
          "paper_tables",
          "dataset_fingerprint");

  private TableCsv() {}

  /** Header and all rows. */
  public static String write(Report report) {
    StringBuilder text = new StringBuilder(Csv.line(HEADER));
    for (ComparisonTable table : report.tables()) {
      table.rows().forEach(row -> text.append(Csv.line(fields(table, row))));
    }
    return text.toString();
  }

  private static List<String> fields(ComparisonTable table, ComparisonRow row) {
    Subject subject = table.subject();
    Choice choice = row.choice();
    MeanInterval top1 = row.top1();
    List<String> fields = new ArrayList<>();
    fields.add(subject.dataset());
    fields.add(Boolean.toString(subject.synthetic()));
    fields.add(subject.network());
    fields.add(row.label());
    fields.add(choice.activation());
    fields.add(choice.strategy());
    fields.add(choice.thresholdInit());
    fields.add(Integer.toString(row.seeds()));
    fields.add(Integer.toString(top1.count()));
    fields.add(Csv.number(top1.mean()));
    fields.add(Csv.number(top1.low()));
    fields.add(Csv.number(top1.high()));
    fields.add(row.paper().map(figure -> Csv.number(figure.top1())).orElse(""));
    fields.add(row.difference().map(d -> Csv.number(d.mean())).orElse(""));
    fields.add(row.difference().map(d -> Csv.number(d.low())).orElse(""));
    fields.add(row.difference().map(d -> Csv.number(d.high())).orElse(""));
    fields.add(row.difference().map(d -> Integer.toString(d.count())).orElse(""));
    fields.add(Long.toString(row.count(TrialState.DIVERGED)));
    fields.add(Long.toString(row.count(TrialState.FAILED)));
    fields.add(counts(row, trial -> (long) trial.epochs()));
    fields.add(counts(row, TrialResult::trainExamples));
    fields.add(table.fullSize().map(size -> Long.toString(size.train())).orElse(""));
    fields.add(counts(row, TrialResult::testExamples));
    fields.add(
        table
            .fullSize()
            .filter(FullSize::hasSplit)
            .map(size -> Long.toString(size.test()))
            .orElse(""));
    fields.add(counts(row, TrialResult::parameters));
    fields.add(counts(row, TrialResult::thresholds));
    fields.add(mean(row, TrialResult::imagesPerSecond));
    fields.add(mean(row, TrialResult::seconds));
    fields.add(
        row.paper()
            .map(figure -> figure.tables().stream().map(String::valueOf))
            .map(numbers -> numbers.collect(Collectors.joining(" ")))
            .orElse(""));
    fields.add(subject.fingerprint());
    return fields;
  }

  /** The value of all completed trials; several, should they differ, with spaces between. */
  private static String counts(ComparisonRow row, Function<TrialResult, Long> property) {
    SortedSet<Long> values = row.distinct(property);
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static String mean(ComparisonRow row, ToDoubleFunction<TrialResult> property) {
    return Csv.number(
        row.completed().stream()
            .mapToDouble(property)
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN));
  }
}
