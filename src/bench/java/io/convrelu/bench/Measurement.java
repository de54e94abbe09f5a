package io.convrelu.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen of one contender.
 *
 * @param contender who
 * @param parameters trained numbers of its network
 * @param facts what it said of itself
 * @param secondsPerStep of each repetition: wall time divided by steps
 * @param firstLoss of the first warm-up step
 * @param lastLoss of the last step
 * @param peakKibibytes VmHWM of its process at the end
 * @param foreignShare of the machine's processor time that others took while it was measured, the
 *     worst repetition's, 0 to 1
 */
record Measurement(
    Contender contender,
    long parameters,
    Map<String, String> facts,
    List<Double> secondsPerStep,
    double firstLoss,
    double lastLoss,
    long peakKibibytes,
    double foreignShare) {

  Measurement {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    secondsPerStep = List.copyOf(secondsPerStep);
  }

  List<Double> examplesPerSecond() {
    int examples = contender.settings().examplesPerStep();
    return secondsPerStep.stream().map(seconds -> examples / seconds).toList();
  }
}
