package io.convrelu.report;

import io.convrelu.report.chart.HistogramChart.Bar;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.HistogramBin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The trained thresholds of one row, all layers and completed seeds together, as in the paper's
 * Figure 6. Trials bin their thresholds over different ranges; here they are brought to one grid,
 * spreading each bin evenly over its range.
 *
 * @param count how many thresholds
 * @param bars shares that add up to 1; empty without thresholds
 */
public record PooledThresholds(long count, List<Bar> bars) {

  private static final int BINS = 41;

  /** Half of the narrowest picture drawn when all thresholds are equal. */
  private static final double NARROW = 1e-6;

  public PooledThresholds {
    bars = List.copyOf(bars);
  }

  /** Pools the histograms of a row. */
  public static PooledThresholds of(ComparisonRow row) {
    List<HistogramBin> bins =
        row.completed().stream()
            .map(TrialResult::thresholdHistogram)
            .flatMap(List::stream)
            .filter(bin -> bin.count() > 0)
            .filter(bin -> Double.isFinite(bin.high() - bin.low()) && bin.high() >= bin.low())
            .toList();
    long count = bins.stream().mapToLong(HistogramBin::count).sum();
    if (count == 0) {
      return new PooledThresholds(0, List.of());
    }
    double low = bins.stream().mapToDouble(HistogramBin::low).min().orElseThrow();
    double high = bins.stream().mapToDouble(HistogramBin::high).max().orElseThrow();
    if (high - low < 2 * NARROW) {
      double middle = (low + high) / 2;
      low = middle - NARROW;
      high = middle + NARROW;
    }
    return new PooledThresholds(count, bars(spread(bins, low, high), low, high, count));
  }

  /**
   * The smallest distance from 0 within which at least this share of the thresholds lies, to the
   * width of a bar.
   */
  public double central(double share) {
    List<Bar> outward =
        bars.stream().sorted(Comparator.comparingDouble(PooledThresholds::reach)).toList();
    double sum = 0;
    for (Bar bar : outward) {
      sum += bar.share();
      if (sum >= share - 1e-9) {
        return reach(bar);
      }
    }
    return Double.NaN;
  }

  private static double reach(Bar bar) {
    return Math.max(Math.abs(bar.low()), Math.abs(bar.high()));
  }

  private static double[] spread(List<HistogramBin> bins, double low, double high) {
    double width = (high - low) / BINS;
    double[] counts = new double[BINS];
    for (HistogramBin bin : bins) {
      double extent = bin.high() - bin.low();
      if (extent <= 0) {
        counts[Math.min(BINS - 1, (int) ((bin.low() - low) / width))] += bin.count();
        continue;
      }
      for (int i = 0; i < BINS; i++) {
        double from = Math.max(bin.low(), low + i * width);
        double to = Math.min(bin.high(), low + (i + 1) * width);
        counts[i] += Math.max(0, to - from) / extent * bin.count();
      }
    }
    return counts;
  }

  private static List<Bar> bars(double[] counts, double low, double high, long count) {
    double width = (high - low) / BINS;
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      bars.add(new Bar(low + i * width, low + (i + 1) * width, counts[i] / count));
    }
    return bars;
  }
}
