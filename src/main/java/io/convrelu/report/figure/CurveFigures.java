package io.convrelu.report.figure;

import io.convrelu.report.ComparisonRow;
import io.convrelu.report.Curve;
import io.convrelu.report.chart.LineChart;
import io.convrelu.report.chart.Series;
import io.convrelu.report.chart.Series.Point;
import io.convrelu.report.chart.ValueFormat;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Curves over epochs of a table's rows: accuracy, loss, dead units. */
public final class CurveFigures {

  /** What is drawn over epochs. */
  public enum Measure {
    ACCURACY(
        "accuracy",
        "Test accuracy (top-1)",
        "test top-1",
        ValueFormat.PERCENT,
        EpochPoint::testTop1),
    // Where the rows differ: the steep start would press their ends together.
    LATE_ACCURACY(
        "late-accuracy",
        "Test accuracy (top-1), second half of the epochs",
        "test top-1",
        ValueFormat.PERCENT,
        EpochPoint::testTop1),
    LOSS("loss", "Training loss", "cross-entropy", ValueFormat.PLAIN, EpochPoint::trainLoss),
    DEAD("dead", "Dead units", "share of all units", ValueFormat.PERCENT, EpochPoint::deadUnits);

    private final String key;
    private final String caption;
    private final String axis;
    private final ValueFormat format;
    private final ToDoubleFunction<EpochPoint> value;

    Measure(
        String key,
        String caption,
        String axis,
        ValueFormat format,
        ToDoubleFunction<EpochPoint> value) {
      this.key = key;
      this.caption = caption;
      this.axis = axis;
      this.format = format;
      this.value = value;
    }
  }

  /** Trainings of fewer epochs have no second half worth a figure. */
  private static final int SHORT = 6;

  private final String id;
  private final String heading;
  private final List<ComparisonRow> rows;
  private final RowStyles styles;

  /**
   * @param id unique on the page
   * @param heading what the rows have in common
   * @param rows whose curves are drawn
   * @param styles of at least these rows
   */
  public CurveFigures(String id, String heading, List<ComparisonRow> rows, RowStyles styles) {
    this.id = id;
    this.heading = heading;
    this.rows = List.copyOf(rows);
    this.styles = styles;
  }

  /** Every measure that some row recorded. */
  public List<Figure> all() {
    return Stream.of(Measure.values()).map(this::of).flatMap(Optional::stream).toList();
  }

  /** One measure; empty where no row recorded it. */
  public Optional<Figure> of(Measure measure) {
    List<Series> series = series(measure);
    if (series.isEmpty()) {
      return Optional.empty();
    }
    LineChart chart =
        new LineChart(
            id + "-" + measure.key,
            measure.caption + " over epochs, " + heading,
            measure.axis,
            measure.format,
            series);
    return Optional.of(
        new Figure(measure.key, measure.caption, withoutAllSeeds(measure), chart, series));
  }

  private List<Series> series(Measure measure) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ComparisonRow row = rows.get(i);
      List<Point> points = Curve.of(row, measure.value).points();
      if (!points.isEmpty()) {
        series.add(new Series(Integer.toString(i), row.label(), styles.of(row), points));
      }
    }
    return measure == Measure.LATE_ACCURACY ? secondHalf(series) : series;
  }

  /** Only what lies in the second half of the longest line; nothing when that is too short. */
  private static List<Series> secondHalf(List<Series> series) {
    int last =
        series.stream().flatMap(line -> line.points().stream()).mapToInt(Point::x).max().orElse(0);
    if (last < SHORT) {
      return List.of();
    }
    return series.stream()
        .map(
            line ->
                new Series(
                    line.key(),
                    line.label(),
                    line.style(),
                    line.points().stream().filter(point -> point.x() > last / 2).toList()))
        .filter(line -> !line.points().isEmpty())
        .toList();
  }

  /** Names the rows whose line is over fewer seeds than their mean in the table. */
  private String withoutAllSeeds(Measure measure) {
    List<String> parts = new ArrayList<>();
    for (ComparisonRow row : rows) {
      int seeds = Curve.of(row, measure.value).seeds();
      if (seeds < row.score().count()) {
        parts.add(row.label() + ": " + seeds + " of " + row.score().count() + " seeds");
      }
    }
    return parts.isEmpty() ? "" : "Recorded by fewer seeds: " + String.join("; ", parts);
  }
}
