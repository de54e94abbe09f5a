package io.convrelu.sweep.training;

import io.convrelu.sweep.layers.LayerDeadUnits;
import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.layers.LayerThresholds;
import io.convrelu.train.EpochMetrics;
import io.convrelu.train.TrainingRun;
import io.convrelu.train.observed.RecordedEpochs;
import io.convrelu.train.observed.ThresholdCounts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what a training has observed layer by layer, epoch by epoch, into series by layer. */
final class LayerRecord {

  /** Shares are kept to a millionth. */
  private static final double STEPS = 1e6;

  private LayerRecord() {}

  /**
   * Of the recorded epochs of a training; the start is among them where thresholds were counted.
   */
  static LayerObservations of(TrainingRun run) {
    List<Moment> moments = moments(run);
    List<LayerDeadUnits> deadUnits = new ArrayList<>();
    List<LayerThresholds> thresholds = new ArrayList<>();
    for (String layer : names(moments.stream().map(Moment::deadUnits).toList())) {
      deadUnits.add(
          new LayerDeadUnits(layer, moments.stream().map(moment -> moment.dead(layer)).toList()));
    }
    for (String layer : names(moments.stream().map(Moment::thresholds).toList())) {
      thresholds.add(thresholds(layer, moments));
    }
    return new LayerObservations(
        moments.stream().map(Moment::epoch).toList(),
        moments.stream().map(Moment::lr).toList(),
        deadUnits,
        thresholds);
  }

  private record Moment(
      int epoch,
      double lr,
      Map<String, Double> deadUnits,
      Map<String, ThresholdCounts> thresholds) {

    double dead(String layer) {
      double share = deadUnits.getOrDefault(layer, Double.NaN);
      return Double.isNaN(share) ? share : Math.rint(share * STEPS) / STEPS;
    }
  }

  private static List<Moment> moments(TrainingRun run) {
    List<Moment> moments = new ArrayList<>();
    if (!run.initialThresholds().isEmpty()) {
      moments.add(new Moment(0, Double.NaN, Map.of(), run.initialThresholds()));
    }
    int done = run.epochs().size();
    for (EpochMetrics epoch : run.epochs()) {
      if (RecordedEpochs.isRecorded(epoch.epoch(), done)) {
        moments.add(new Moment(epoch.epoch(), epoch.lr(), epoch.deadUnits(), epoch.thresholds()));
      }
    }
    return moments;
  }

  private static LayerThresholds thresholds(String layer, List<Moment> moments) {
    int exponent =
        moments.stream()
            .map(moment -> moment.thresholds().get(layer))
            .filter(counts -> counts != null)
            .mapToInt(ThresholdCounts::exponent)
            .max()
            .orElseThrow();
    List<List<Long>> counts = new ArrayList<>();
    for (Moment moment : moments) {
      ThresholdCounts found = moment.thresholds().get(layer);
      counts.add(found == null ? List.of() : found.at(exponent).counts());
    }
    double range = Math.scalb(1.0, exponent);
    return new LayerThresholds(layer, -range, range, counts);
  }

  /** Of all layers that some map has, in the order of layers. */
  private static Set<String> names(List<? extends Map<String, ?>> maps) {
    Set<String> names = new LinkedHashSet<>();
    maps.forEach(map -> names.addAll(map.keySet()));
    return names;
  }
}
