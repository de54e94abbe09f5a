package io.convrelu.report;

import static io.convrelu.report.Column.count;
import static io.convrelu.report.Column.counts;
import static io.convrelu.report.Column.number;
import static io.convrelu.report.Column.optionalCount;
import static io.convrelu.report.Column.text;
import static io.convrelu.report.Column.truth;

import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The columns of {@code table.csv} and {@code tables.parquet}; docs/REPORT.md says what each is.
 */
public final class TableColumns {

  private TableColumns() {}

  /** One row of a table of a data set and network. */
  public record Line(ComparisonTable table, ComparisonRow row) {}

  /** Every row of every table. */
  public static List<Line> lines(Report report) {
    return report.tables().stream()
        .flatMap(table -> table.rows().stream().map(row -> new Line(table, row)))
        .toList();
  }

  /** The columns, in their order. */
  public static List<Column<Line>> all() {
    List<Column<Line>> columns = new ArrayList<>();
    columns.add(text("dataset", line -> line.table().subject().dataset()));
    columns.add(truth("synthetic", line -> line.table().subject().synthetic()));
    columns.add(text("network", line -> line.table().subject().network()));
    columns.add(text("row", line -> line.row().label()));
    columns.add(text("activation", line -> line.row().choice().activation()));
    columns.add(text("strategy", line -> line.row().choice().strategy()));
    columns.add(text("threshold_init", line -> line.row().choice().thresholdInit()));
    columns.add(text("metric", line -> line.row().metric().key()));
    columns.add(count("seeds", line -> (long) line.row().seeds()));
    columns.add(count("completed", line -> (long) line.row().score().count()));
    columns.add(number("mean", line -> line.row().score().mean()));
    columns.add(number("interval_low", line -> line.row().score().low()));
    columns.add(number("interval_high", line -> line.row().score().high()));
    columns.add(
        number("paper_top1", l -> l.row().paper().map(PaperFigure::top1).orElse(Double.NaN)));
    columns.addAll(
        ComparisonColumns.of("difference_to_relu", "difference", line -> line.row().difference()));
    for (TrialState state : TrialState.values()) {
      if (state.ended() && state != TrialState.COMPLETED) {
        String name = SettingsReader.kebab(state).replace('-', '_');
        columns.add(count(name, line -> line.row().count(state)));
      }
    }
    columns.addAll(extents());
    columns.add(text("dataset_fingerprint", line -> line.table().subject().fingerprint()));
    return columns;
  }

  private static List<Column<Line>> extents() {
    return List.of(
        counts("epochs", line -> line.row().distinct(trial -> (long) trial.epochs())),
        counts("train_examples", line -> line.row().distinct(TrialResult::trainExamples)),
        optionalCount("full_train_examples", line -> line.table().fullSize().map(FullSize::train)),
        counts("test_examples", line -> line.row().distinct(TrialResult::testExamples)),
        optionalCount(
            "full_test_examples",
            line -> line.table().fullSize().filter(FullSize::hasSplit).map(FullSize::test)),
        counts("parameters", line -> line.row().distinct(TrialResult::parameters)),
        counts("thresholds", line -> line.row().distinct(TrialResult::thresholds)),
        number("mean_images_per_second", line -> mean(line, TrialResult::imagesPerSecond)),
        number("mean_seconds", line -> mean(line, TrialResult::seconds)),
        counts(
            "paper_tables",
            line ->
                line.row().paper().stream()
                    .flatMap(figure -> figure.tables().stream())
                    .map(Integer::longValue)
                    .toList()));
  }

  private static double mean(Line line, ToDoubleFunction<TrialResult> property) {
    return line.row().mean(property);
  }
}
