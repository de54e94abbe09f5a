package io.convrelu.report.trial;

import io.convrelu.sweep.result.TrialResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trial in the page's list.
 *
 * @param result how it ended
 * @param name of its activation choice, as the tables call it, for example {@code ConvReLU (A)}
 */
public record ListedTrial(TrialResult result, String name) {

  /** What trials of different seeds have in common. */
  record Kind(String data, String network, String name, Map<String, String> settings) {}

  Kind kind() {
    Map<String, String> settings = new TreeMap<>(result.settings());
    settings.remove("train.seed");
    return new Kind(result.datasetFingerprint(), result.network(), name, settings);
  }

  /** The data set, which says so where its data were generated. */
  String dataset() {
    return result.dataset() + (result.synthetic() ? " (SYNTHETIC)" : "");
  }

  /** The last finite value of a curve; NaN without one. */
  double last(CurveColumn column) {
    List<TrialResult.EpochPoint> curve = result.curve();
    for (int i = curve.size() - 1; i >= 0; i--) {
      double value = column.of(curve.get(i));
      if (Double.isFinite(value)) {
        return value;
      }
    }
    return Double.NaN;
  }
}
