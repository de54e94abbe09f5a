package io.convrelu.sweep.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeastEffortTest {

  @Test
  void isWhatTheBestOrderOfEqualTrialsCosts() {
    List<Effort> trials = Collections.nCopies(64, new Effort(64, 2));

    assertThat(asha(1, 4).leastEffort(trials, 0)).isEqualTo(2 * (64 + 16 * 3 + 4 * 12 + 48));
    assertThat(asha(3, 4).leastEffort(trials, 1)).isEqualTo(2 * 64 * 3);
    assertThat(median(3).leastEffort(trials, 0)).isEqualTo(2 * 64 * 3);
    assertThat(new Pruning(PruningRule.NONE, 1, 4, 5).leastEffort(trials, 0))
        .isEqualTo(2 * 64 * 64);
    assertThat(asha(1, 4).leastEffort(List.of(), 0)).isZero();
  }

  @Test
  void noSweepCostsLess() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 300; i++) {
      int minEpochs = 1 + random.nextInt(3);
      Pruning pruning = i % 3 == 0 ? median(minEpochs) : asha(minEpochs, 2 + random.nextInt(3));
      List<Effort> trials = new ArrayList<>();
      for (int t = 0; t < 1 + random.nextInt(40); t++) {
        trials.add(new Effort(1 + random.nextInt(25), random.nextDouble()));
      }
      trials.add(new Effort(25, 1));

      double least = pruning.leastEffort(trials, 0);
      double spent = spent(pruning, trials, random);

      assertThat(least).isPositive().isLessThanOrEqualTo(spent + 1e-9);
      assertThat(spent).isLessThanOrEqualTo(all(trials) + 1e-9);
    }
  }

  /** One slot; what trials reach does not change from epoch to epoch. */
  private static double spent(Pruning pruning, List<Effort> trials, SplittableRandom random) {
    List<Assignment> assignments = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      assignments.add(new Assignment(Integer.toString(i), trials.get(i).epochs()));
    }
    double[] talent = random.doubles(trials.size()).toArray();
    Map<String, Integer> reached = new HashMap<>();
    TrialQueue queue = pruning.queue(assignments);
    double spent = 0;
    for (Optional<Assignment> next = queue.next(); next.isPresent(); next = queue.next()) {
      String trial = next.get().trial();
      Effort effort = trials.get(Integer.parseInt(trial));
      Verdict verdict = Verdict.GO_ON;
      while (verdict == Verdict.GO_ON && reached.getOrDefault(trial, 0) < effort.epochs()) {
        int epoch = reached.merge(trial, 1, Integer::sum);
        spent += effort.perEpoch();
        verdict = queue.reported(trial, epoch, talent[Integer.parseInt(trial)]);
      }
      if (verdict != Verdict.PAUSE) {
        queue.ended(trial);
      }
    }
    return spent;
  }

  private static double all(List<Effort> trials) {
    return trials.stream().mapToDouble(trial -> trial.perEpoch() * trial.epochs()).sum();
  }

  @Test
  void trialsOfDifferentCostsCountTheCheapest() {
    List<Effort> trials =
        List.of(new Effort(4, 1), new Effort(4, 10), new Effort(1, 100), new Effort(9, 0.5));

    // All to epoch 2: 2 + 20 + 100 + 1; one of three on to epoch 4: 0.5 * 2; then nobody.
    assertThat(asha(2, 2).leastEffort(trials, 0)).isCloseTo(124, within(1e-9));
  }

  private static Pruning asha(int minEpochs, int reduction) {
    return new Pruning(PruningRule.ASHA, minEpochs, reduction, 5);
  }

  private static Pruning median(int minEpochs) {
    return new Pruning(PruningRule.MEDIAN, minEpochs, 4, 2);
  }
}
