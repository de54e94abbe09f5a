package io.convrelu.report.chart;

/**
 * A linear axis: values from {@code low} to {@code high} lie at pixels from {@code start} to {@code
 * end}; {@code end} may be the smaller one, as it is for a vertical axis of an SVG.
 */
record LinearScale(double low, double high, double start, double end) {

  LinearScale {
    if (!(high > low) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException("no axis from " + low + " to " + high);
    }
  }

  /** The pixel of a value. */
  double at(double value) {
    return start + (value - low) / (high - low) * (end - start);
  }
}
