package io.convrelu.sweep.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A queue that is told what another was told goes on as that one would have. */
class QueueReplayTest {

  private enum Kind {
    PLAN_ORDER(PlanOrderQueue::new),
    ASHA(trials -> new AshaQueue(trials, 1, 3)),
    ASHA_LATE(trials -> new AshaQueue(trials, 3, 2)),
    MEDIAN(trials -> new MedianQueue(trials, 2, 3));

    private final Function<List<Assignment>, TrialQueue> queue;

    Kind(Function<List<Assignment>, TrialQueue> queue) {
      this.queue = queue;
    }

    TrialQueue of(List<Assignment> trials) {
      return queue.apply(trials);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSameCallsGiveTheSameAnswers(Kind kind) {
    for (int slots : new int[] {1, 2, 7}) {
      List<Assignment> trials = QueueSimulation.trials(30, 12, slots);

      QueueSimulation one = new QueueSimulation(kind.of(trials), trials, slots, 5).run();
      QueueSimulation other = new QueueSimulation(kind.of(trials), trials, slots, 5).run();

      assertThat(other.starts()).isEqualTo(one.starts());
      assertThat(other.told()).isEqualTo(one.told());
    }
  }

  /** With one slot, what a kill takes away is one trial's unfinished epoch. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void withOneSlotAKillAtAnyMomentChangesNothing(Kind kind) {
    List<Assignment> trials = QueueSimulation.trials(12, 10, 3);
    QueueSimulation undisturbed = new QueueSimulation(kind.of(trials), trials, 1, 3).run();
    int epochs = undisturbed.told().size();
    for (int moment = 0; moment < epochs; moment++) {
      QueueSimulation killed = new QueueSimulation(kind.of(trials), trials, 1, 3);
      for (int i = 0; i < moment; i++) {
        killed.step();
      }
      killed.kill(() -> kind.of(trials));
      killed.run();

      assertThat(killed.told()).as("killed after %d epochs", moment).isEqualTo(undisturbed.told());
      assertThat(killed.ended()).isEqualTo(undisturbed.ended());
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aReplayWhereNothingRunsGivesTheSameState(Kind kind) {
    SplittableRandom random = new SplittableRandom(11);
    for (int seed = 0; seed < 60; seed++) {
      int slots = 1 + random.nextInt(7);
      int moment = random.nextInt(100);
      List<Assignment> trials = QueueSimulation.trials(30, 12, seed);
      QueueSimulation kept = stoppedAt(kind, trials, slots, seed, moment);
      QueueSimulation replayed = stoppedAt(kind, trials, slots, seed, moment);
      replayed.kill(() -> kind.of(trials));

      kept.run();
      replayed.run();

      assertThat(replayed.starts()).isEqualTo(kept.starts());
      assertThat(replayed.told()).isEqualTo(kept.told());
    }
  }

  private static QueueSimulation stoppedAt(
      Kind kind, List<Assignment> trials, int slots, long seed, int moment) {
    QueueSimulation simulation = new QueueSimulation(kind.of(trials), trials, slots, seed);
    for (int i = 0; i < moment; i++) {
      simulation.step();
    }
    simulation.drain();
    return simulation;
  }

  /** The simulation asserts that no trial is forgotten, none trained beyond its end or again. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void manyKillsLoseNoTrialAndNoEpoch(Kind kind) {
    SplittableRandom random = new SplittableRandom(12);
    for (int seed = 0; seed < 60; seed++) {
      List<Assignment> trials = QueueSimulation.trials(30, 12, seed);
      QueueSimulation simulation =
          new QueueSimulation(kind.of(trials), trials, 1 + random.nextInt(7), seed);
      for (int kill = 0; kill < 6; kill++) {
        int steps = random.nextInt(40);
        for (int i = 0; i < steps; i++) {
          simulation.step();
        }
        simulation.kill(() -> kind.of(trials));
      }
      simulation.run();

      assertThat(simulation.told()).doesNotHaveDuplicates();
      simulation
          .ended()
          .forEach(
              (trial, how) ->
                  assertThat(simulation.reached().getOrDefault(trial, 0))
                      .isGreaterThanOrEqualTo(how.equals("failed") ? 0 : 1));
    }
  }
}
