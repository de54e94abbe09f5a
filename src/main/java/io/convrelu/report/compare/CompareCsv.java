package io.convrelu.report.compare;

import static io.convrelu.report.Column.count;
import static io.convrelu.report.Column.number;
import static io.convrelu.report.Column.text;
import static io.convrelu.report.Column.truth;

import io.convrelu.report.Column;
import io.convrelu.report.ComparisonColumns;
import io.convrelu.report.Metric;
import io.convrelu.sweep.result.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A comparison as {@code compare.csv}; docs/REPORT.md says what each column is. */
public final class CompareCsv {

  private CompareCsv() {}

  /** Header and all cells. */
  public static String write(SweepComparison comparison) {
    Metric metric = comparison.metric();
    List<Column<ComparedCell>> columns =
        new ArrayList<>(
            List.of(
                text("dataset", ComparedCell::dataset),
                truth("synthetic", ComparedCell::synthetic),
                text("network", ComparedCell::network),
                text("row", ComparedCell::label),
                text("metric", cell -> metric.key())));
    columns.addAll(side("a", ComparedCell::a, metric));
    columns.addAll(side("b", ComparedCell::b, metric));
    columns.addAll(ComparisonColumns.of("difference", "difference", ComparedCell::difference));
    columns.add(count("common_seeds", cell -> (long) cell.commonSeeds()));
    columns.add(count("identical_seeds", cell -> (long) cell.identicalSeeds()));
    columns.add(number("speed_ratio", ComparedCell::speedRatio));
    columns.add(text("a_code", cell -> comparison.a().versions()));
    columns.add(text("b_code", cell -> comparison.b().versions()));
    return Column.csv(columns, comparison.cells());
  }

  private static List<Column<ComparedCell>> side(
      String name, Function<ComparedCell, Optional<Cell>> cell, Metric metric) {
    return List.of(
        count(name + "_seeds", c -> (long) cell.apply(c).map(s -> s.trials().size()).orElse(0)),
        count(name + "_completed", c -> (long) ComparedCell.score(cell.apply(c), metric).count()),
        number(name + "_mean", c -> ComparedCell.score(cell.apply(c), metric).mean()),
        number(name + "_low", c -> ComparedCell.score(cell.apply(c), metric).low()),
        number(name + "_high", c -> ComparedCell.score(cell.apply(c), metric).high()),
        number(name + "_images_per_second", c -> ComparedCell.speed(cell.apply(c))));
  }
}
