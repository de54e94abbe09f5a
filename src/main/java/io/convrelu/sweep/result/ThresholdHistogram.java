package io.convrelu.sweep.result;

import io.convrelu.sweep.result.TrialResult.HistogramBin;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts thresholds in equal bins around 0 (the paper's Figure 6). The range is the largest
 * absolute threshold, so that a histogram shows all of them.
 */
public final class ThresholdHistogram {

  private static final int BINS = 41;

  private ThresholdHistogram() {}

  /** The bins; none without thresholds, or when one is not finite. */
  public static List<HistogramBin> of(float[] thresholds) {
    if (thresholds.length == 0) {
      return List.of();
    }
    double range = 0;
    for (float threshold : thresholds) {
      range = Math.max(range, Math.abs(threshold));
    }
    if (!Double.isFinite(range)) {
      return List.of();
    }
    double width = (range == 0 ? 1e-6 : range) * 2 / BINS;
    long[] counts = new long[BINS];
    for (float threshold : thresholds) {
      int bin = (int) Math.floor(threshold / width + BINS / 2.0);
      counts[Math.min(BINS - 1, Math.max(0, bin))]++;
    }
    List<HistogramBin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      bins.add(new HistogramBin((i - BINS / 2.0) * width, (i + 1 - BINS / 2.0) * width, counts[i]));
    }
    return bins;
  }
}
