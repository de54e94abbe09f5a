package io.convrelu.report.figure;

import io.convrelu.report.chart.Chart;
import io.convrelu.report.chart.Series;
import java.util.List;

/**
 * A chart with what has to be said beside it.
 *
 * @param name of the figure among those of its table, usable in a file's name
 * @param caption what it shows
 * @param note what must not be overlooked; often empty
 * @param chart the picture
 * @param series the lines of a line chart, for its legend and values; empty for other charts
 */
public record Figure(String name, String caption, String note, Chart chart, List<Series> series) {

  public Figure {
    series = List.copyOf(series);
  }
}
