package io.convrelu.sweep.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AshaQueueTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void doesWhatThePublishedAlgorithmDoes(int slots) {
    Set<String> endings = new HashSet<>();
    for (int seed = 0; seed < 60; seed++) {
      List<Assignment> trials = QueueSimulation.trials(40, 20, seed);
      int minEpochs = 1 + seed % 3;
      int reduction = 2 + seed % 4;
      PlainAsha plain = new PlainAsha(trials, minEpochs, reduction);
      TwinQueue both = new TwinQueue(new AshaQueue(trials, minEpochs, reduction), plain);

      QueueSimulation simulation = new QueueSimulation(both, trials, slots, seed).run();

      endings.addAll(simulation.ended().values());
      assertThat(plain.forgotten()).isEmpty();
    }
    assertThat(endings).containsExactlyInAnyOrder("completed", "pruned", "failed");
  }

  @Test
  void oneInFourGoesOnWhenEarlierTrialsAreBetter() {
    AshaQueue queue = new AshaQueue(trials(64, 64), 1, 4);

    int promoted = 0;
    for (Optional<Assignment> next = queue.next(); next.isPresent(); next = queue.next()) {
      Assignment one = next.get();
      int number = Integer.parseInt(one.trial());
      promoted += one.untilEpoch() == 4 ? 1 : 0;
      queue.reported(one.trial(), one.untilEpoch(), 1 - number / 100.0);
      if (one.untilEpoch() == 64) {
        queue.ended(one.trial());
      }
    }

    assertThat(promoted).isEqualTo(16);
    assertThat(queue.leftOver()).hasSize(63).doesNotContain("0");
  }

  @Test
  void theHighestRungGoesFirst() {
    AshaQueue queue = new AshaQueue(trials(9, 9), 1, 2);
    start(queue, "0", 1);
    start(queue, "1", 1);
    report(queue, "0", 1, 0.5, Verdict.PAUSE);
    report(queue, "1", 1, 0.6, Verdict.PAUSE);
    start(queue, "1", 2);
    start(queue, "2", 1);
    start(queue, "3", 1);
    report(queue, "2", 1, 0.8, Verdict.PAUSE);
    start(queue, "2", 2);
    report(queue, "3", 1, 0.9, Verdict.PAUSE);
    report(queue, "1", 2, 0.7, Verdict.PAUSE);
    report(queue, "2", 2, 0.65, Verdict.PAUSE);
    start(queue, "1", 4);
    report(queue, "1", 3, 0.65, Verdict.GO_ON);
    start(queue, "3", 2);
    start(queue, "4", 1);
  }

  @Test
  void ofEqualsTheEarlierReportIsBetter() {
    AshaQueue queue = new AshaQueue(trials(4, 9), 1, 4);
    IntStream.range(0, 4).forEach(i -> queue.next());
    for (String trial : List.of("2", "0", "3", "1")) {
      queue.reported(trial, 1, 0.5);
    }

    start(queue, "2", 4);
    assertThat(queue.next()).isEmpty();
    assertThat(queue.leftOver()).containsExactly("0", "1", "3");
  }

  @Test
  void nanNeverGoesOn() {
    AshaQueue queue = new AshaQueue(trials(5, 9), 1, 2);
    IntStream.range(0, 5).forEach(i -> queue.next());
    queue.reported("0", 1, Double.NaN);
    queue.reported("1", 1, Double.NaN);
    queue.reported("2", 1, Double.NaN);
    assertThat(queue.next()).isEmpty();
    queue.reported("3", 1, -1);

    start(queue, "3", 2);
    assertThat(queue.next()).isEmpty();
  }

  @Test
  void aShortTrialTrainsToItsEndFromItsLastRung() {
    AshaQueue queue =
        new AshaQueue(
            List.of(new Assignment("a", 1), new Assignment("b", 3), new Assignment("c", 9)), 1, 2);
    start(queue, "a", 1);
    report(queue, "a", 1, 0.9, Verdict.GO_ON);
    start(queue, "b", 1);
    start(queue, "c", 1);
    report(queue, "b", 1, 0.9, Verdict.PAUSE);
    report(queue, "c", 1, 0.8, Verdict.PAUSE);
    start(queue, "b", 2);
    report(queue, "b", 2, 0.9, Verdict.PAUSE);
    assertThat(queue.next()).isEmpty();
    assertThat(queue.leftOver()).containsExactly("b", "c");
  }

  @Test
  void whatHasEndedCountsButDoesNotGoOn() {
    AshaQueue queue = new AshaQueue(trials(4, 9), 1, 2);
    IntStream.range(0, 4).forEach(i -> queue.next());
    queue.reported("0", 1, 0.9);
    queue.ended("0");
    queue.reported("1", 1, 0.8);
    assertThat(queue.next()).isEmpty();
    queue.ended("2");
    queue.reported("3", 1, 0.7);
    assertThat(queue.next()).isEmpty();
    assertThat(queue.leftOver()).containsExactly("1", "3");
  }

  @Test
  void refusesWhatMakesNoRungs() {
    assertThatThrownBy(() -> new AshaQueue(trials(1, 9), 0, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AshaQueue(trials(1, 9), 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Assignment> trials(int number, int epochs) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Assignment(Integer.toString(i), epochs))
        .toList();
  }

  private static void start(TrialQueue queue, String trial, int untilEpoch) {
    assertThat(queue.next()).contains(new Assignment(trial, untilEpoch));
  }

  private static void report(
      TrialQueue queue, String trial, int epoch, double value, Verdict verdict) {
    assertThat(queue.reported(trial, epoch, value)).isEqualTo(verdict);
  }
}
