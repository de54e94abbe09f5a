package io.convrelu.sweep.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MedianQueueTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void stopsWhoeverIsBelowTheMedianOfTheOthersAverages(int slots) {
    Set<String> endings = new HashSet<>();
    for (int seed = 0; seed < 60; seed++) {
      List<Assignment> trials = QueueSimulation.trials(40, 20, seed);
      int minEpochs = 1 + seed % 4;
      int minTrials = 1 + seed % 6;
      QueueSimulation simulation =
          new QueueSimulation(new MedianQueue(trials, minEpochs, minTrials), trials, slots, seed)
              .run();

      endings.addAll(simulation.ended().values());
      check(simulation, trials, minEpochs, minTrials);
    }
    assertThat(endings).containsExactlyInAnyOrder("completed", "pruned", "failed");
  }

  /** Judges every report anew, from nothing but what was told before it. */
  private static void check(
      QueueSimulation simulation, List<Assignment> trials, int minEpochs, int minTrials) {
    Map<String, List<Double>> reports = new LinkedHashMap<>();
    for (QueueSimulation.Told one : simulation.told()) {
      if (one.epoch() == 0) {
        continue;
      }
      int epoch = one.epoch();
      List<Double> averages = new ArrayList<>();
      reports.values().stream()
          .filter(values -> values.size() >= epoch)
          .forEach(
              values ->
                  averages.add(
                      values.subList(0, epoch).stream()
                          .mapToDouble(v -> v)
                          .average()
                          .getAsDouble()));
      averages.sort(null);
      List<Double> own = reports.computeIfAbsent(one.trial(), id -> new ArrayList<>());
      own.add(Double.isNaN(one.value()) ? Double.NEGATIVE_INFINITY : one.value());
      double best = own.stream().mapToDouble(v -> v).max().getAsDouble();
      int n = averages.size();
      boolean worse =
          n >= minTrials && best < (averages.get((n - 1) / 2) + averages.get(n / 2)) / 2 - 1e-12;
      int last =
          trials.stream().filter(t -> t.trial().equals(one.trial())).findFirst().get().untilEpoch();
      boolean stopped =
          simulation.ended().get(one.trial()).equals("pruned")
              && simulation.reached().get(one.trial()) == epoch;
      assertThat(stopped).as("%s", one).isEqualTo(worse && epoch >= minEpochs && epoch < last);
    }
  }

  @Test
  void strictlyBelowAndNotBefore() {
    MedianQueue queue = new MedianQueue(trials(6), 2, 3);
    report(queue, "0", 0.5, 0.5);
    report(queue, "1", 0.6, 0.6);
    assertThat(queue.reported("2", 1, 0.1)).isEqualTo(Verdict.GO_ON);
    assertThat(queue.reported("2", 2, 0.1)).as("two others").isEqualTo(Verdict.GO_ON);
    assertThat(queue.reported("3", 1, 0.1)).as("the first epoch").isEqualTo(Verdict.GO_ON);
    assertThat(queue.reported("3", 2, 0.5)).as("the median itself").isEqualTo(Verdict.GO_ON);
    assertThat(queue.reported("4", 1, 0.1)).isEqualTo(Verdict.GO_ON);
    // The others' averages over two epochs are 0.1, 0.3, 0.5 and 0.6.
    assertThat(queue.reported("4", 2, 0.39)).isEqualTo(Verdict.PRUNE);
    assertThat(queue.reported("5", 1, 0.4)).isEqualTo(Verdict.GO_ON);
    assertThat(queue.reported("5", 2, 0.1)).as("its best counts").isEqualTo(Verdict.GO_ON);
  }

  @Test
  void nanIsBelowEveryNumber() {
    MedianQueue queue = new MedianQueue(trials(6), 1, 1);
    assertThat(queue.reported("0", 1, Double.NaN)).isEqualTo(Verdict.GO_ON);
    assertThat(queue.reported("1", 1, Double.NaN)).as("an equal").isEqualTo(Verdict.GO_ON);
    assertThat(queue.reported("2", 1, 0)).isEqualTo(Verdict.GO_ON);
    assertThat(queue.reported("3", 1, 0)).isEqualTo(Verdict.GO_ON);
    assertThat(queue.reported("4", 1, 0)).isEqualTo(Verdict.GO_ON);
    assertThat(queue.reported("5", 1, Double.NaN)).isEqualTo(Verdict.PRUNE);
  }

  @Test
  void startsInTheOrderOfThePlanAndPausesNobody() {
    MedianQueue queue = new MedianQueue(trials(3), 1, 1);
    queue.ended("1");

    assertThat(queue.next()).contains(new Assignment("0", 9));
    assertThat(queue.next()).contains(new Assignment("2", 9));
    assertThat(queue.next()).isEmpty();
    assertThat(queue.leftOver()).isEmpty();
  }

  @Test
  void refusesWhatJudgesNobody() {
    assertThatThrownBy(() -> new MedianQueue(trials(1), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MedianQueue(trials(1), 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void report(MedianQueue queue, String trial, double... values) {
    for (int i = 0; i < values.length; i++) {
      assertThat(queue.reported(trial, i + 1, values[i])).isEqualTo(Verdict.GO_ON);
    }
  }

  private static List<Assignment> trials(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Assignment(Integer.toString(i), 9))
        .toList();
  }
}
