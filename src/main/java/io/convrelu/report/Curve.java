package io.convrelu.report;

import io.convrelu.report.chart.Series.Point;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A measure over epochs, for one row: mean, smallest and largest value over the completed seeds.
 * Only epochs that every seed with a curve has are in it, so that the mean is always over the same
 * seeds.
 *
 * @param seeds how many seeds have a curve of this measure
 * @param points ascending by epoch; empty where no seed has a curve
 */
public record Curve(int seeds, List<Point> points) {

  public Curve {
    points = List.copyOf(points);
  }

  /** The curve of a measure, for example {@code EpochPoint::testTop1}; NaN is no value. */
  public static Curve of(ComparisonRow row, ToDoubleFunction<EpochPoint> measure) {
    int seeds = 0;
    Map<Integer, DoubleSummaryStatistics> byEpoch = new TreeMap<>();
    for (TrialResult trial : row.completed()) {
      boolean hasCurve = false;
      for (EpochPoint point : trial.curve()) {
        double value = measure.applyAsDouble(point);
        if (Double.isFinite(value)) {
          hasCurve = true;
          byEpoch.computeIfAbsent(point.epoch(), e -> new DoubleSummaryStatistics()).accept(value);
        }
      }
      seeds += hasCurve ? 1 : 0;
    }
    List<Point> points = new ArrayList<>();
    for (Map.Entry<Integer, DoubleSummaryStatistics> entry : byEpoch.entrySet()) {
      DoubleSummaryStatistics values = entry.getValue();
      if (values.getCount() == seeds) {
        points.add(
            new Point(entry.getKey(), values.getAverage(), values.getMin(), values.getMax()));
      }
    }
    return new Curve(seeds, points);
  }
}
