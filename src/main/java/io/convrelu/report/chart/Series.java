package io.convrelu.report.chart;

import java.util.List;

/**
 * One line of a chart.
 *
 * @param key what ties the line to its legend entry, unique in a table's figures
 * @param label for people
 * @param points ascending by x
 */
public record Series(String key, String label, SeriesStyle style, List<Point> points) {

  public Series {
    points = List.copyOf(points);
  }

  /**
   * A mean over seeds and the range of the seeds.
   *
   * @param x for example the epoch
   */
  public record Point(int x, double mean, double low, double high) {

    public Point {
      if (!(low <= mean + 1e-12 && mean - 1e-12 <= high) || !Double.isFinite(high - low)) {
        throw new IllegalArgumentException(low + " to " + high + " around " + mean);
      }
    }
  }
}
