package io.convrelu.report.paper;

import static io.convrelu.report.Column.count;
import static io.convrelu.report.Column.counts;
import static io.convrelu.report.Column.number;
import static io.convrelu.report.Column.text;

import io.convrelu.report.Column;
import io.convrelu.report.Comparison;
import io.convrelu.report.ComparisonColumns;
import io.convrelu.report.PaperFigure;
import io.convrelu.report.Report;
import io.convrelu.report.paper.PaperTable.Entry;
import io.convrelu.report.paper.PaperTable.Group;
import io.convrelu.sweep.result.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The paper's tables as files; docs/REPORT.md says what each column is. */
public final class PaperColumns {

  private PaperColumns() {}

  private record Line(PaperTable table, Group group, Entry entry) {

    Optional<Comparison> comparison(int reference) {
      return reference < entry.comparisons().size()
          ? entry.comparisons().get(reference)
          : Optional.empty();
    }
  }

  /** Tables 1 to 5, one line for each configuration in a cell; what was not run has no line. */
  public static String tables(Report report) {
    List<Column<Line>> columns =
        new ArrayList<>(
            List.of(
                count("table", line -> (long) line.table().layout().number()),
                text("dataset", line -> line.group().dataset()),
                text("cell", line -> line.entry().item().name()),
                text("network", line -> line.entry().table().subject().network()),
                text("settings", line -> line.group().settings()),
                text("variant", line -> line.entry().variant()),
                text("metric", line -> line.table().metric().key()),
                count("seeds", line -> (long) line.entry().row().seeds()),
                count("completed", line -> (long) line.entry().row().score().count()),
                number("mean", line -> line.entry().row().score().mean()),
                number("interval_low", line -> line.entry().row().score().low()),
                number("interval_high", line -> line.entry().row().score().high()),
                number(
                    "paper_top1",
                    l -> l.entry().row().paper().map(PaperFigure::top1).orElse(Double.NaN)),
                counts(
                    "epochs", line -> line.entry().row().distinct(trial -> (long) trial.epochs())),
                counts(
                    "train_examples",
                    line -> line.entry().row().distinct(TrialResult::trainExamples)),
                counts(
                    "test_examples",
                    line -> line.entry().row().distinct(TrialResult::testExamples)),
                text(
                    "less_than_paper",
                    l -> String.join("; ", Departures.of(l.entry().table(), l.entry().row())))));
    columns.addAll(ComparisonColumns.of("to_relu", "to_relu", line -> line.comparison(0)));
    columns.add(
        text(
            "other_reference",
            line -> line.comparison(1).isPresent() ? line.table().layout().referenceName(1) : ""));
    columns.addAll(ComparisonColumns.of("to_other", "to_other", line -> line.comparison(1)));
    columns.add(text("dataset_fingerprint", line -> line.entry().table().subject().fingerprint()));
    List<Line> lines = new ArrayList<>();
    for (PaperTable table : PaperTables.of(report)) {
      for (Group group : table.groups()) {
        group.entries().forEach(entry -> lines.add(new Line(table, group, entry)));
      }
    }
    return Column.csv(columns, lines);
  }

  private record Count(
      ParameterTable table, ParameterTable.Row row, ParameterTable.Column column) {}

  /** Table 6, one line for each activation and network that was run. */
  public static String parameters(Report report) {
    ParameterTable table = ParameterTable.of(report);
    List<Count> lines = new ArrayList<>();
    for (ParameterTable.Column column : table.columns()) {
      for (ParameterTable.Row row : table.rows()) {
        if (column.counts().containsKey(row.choice())) {
          lines.add(new Count(table, row, column));
        }
      }
    }
    List<Column<Count>> columns =
        List.of(
            text("activation", line -> line.row().choice().name()),
            text("network", line -> line.column().network()),
            count("classes", line -> (long) line.column().classes()),
            text("settings", line -> line.column().settings()),
            counts("parameters", line -> line.column().counts().get(line.row().choice())),
            number("more_than_relu", line -> line.column().ratio(line.row().choice())),
            count("paper_parameters", line -> line.row().parameters()),
            number("paper_more_than_relu", line -> line.table().paperRatio(line.row())));
    return Column.csv(columns, lines);
  }
}
