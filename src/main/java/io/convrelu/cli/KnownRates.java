package io.convrelu.cli;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.train.TrainingPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How fast trials trained that an output folder has results of. */
final class KnownRates {

  private static final String NETWORK = "network.";
  private static final String WORKERS = "train.workers";

  private final Map<SortedMap<String, String>, List<Double>> rates = new HashMap<>();

  KnownRates(List<TrialResult> results) {
    for (TrialResult result : results) {
      double rate = result.imagesPerSecond();
      if (rate > 0 && Double.isFinite(rate)) {
        rates
            .computeIfAbsent(like(result.provenance().configuration()), key -> new ArrayList<>())
            .add(rate);
      }
    }
  }

  /** Examples a second of trials of the same network with as many workers, on average. */
  Optional<Double> of(TrainingPlan plan) {
    return Optional.ofNullable(rates.get(like(plan.values())))
        .map(all -> all.stream().mapToDouble(rate -> rate).average().orElseThrow());
  }

  private static SortedMap<String, String> like(SortedMap<String, String> configuration) {
    SortedMap<String, String> like = new TreeMap<>(configuration);
    like.keySet().removeIf(key -> !key.startsWith(NETWORK) && !key.equals(WORKERS));
    return like;
  }
}
