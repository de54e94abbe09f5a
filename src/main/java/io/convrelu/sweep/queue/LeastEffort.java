package io.convrelu.sweep.queue;

import java.util.List;

/** What trials cost at least when as many as possible end early. */
final class LeastEffort {

  private LeastEffort() {}

  /** Each ends at the first epoch at which it may. */
  static double toTheFirstEnd(List<Effort> trials, int minEpochs) {
    return trials.stream().mapToDouble(trial -> trial.until(minEpochs)).sum();
  }

  /**
   * Halving: all trials to the first rung, and from each rung the best {@code ⌊n / reduction⌋} of
   * those that got there, which may be those that cost least. Of them, those that have no rung
   * before them any more may be as many as can be.
   */
  static double ofHalving(List<Effort> trials, int minEpochs, int reduction) {
    double least = trials.stream().mapToDouble(trial -> trial.until(minEpochs)).sum();
    long longest = trials.stream().mapToInt(Effort::epochs).max().orElse(0);
    long here = longer(trials, minEpochs);
    for (long epoch = minEpochs; epoch < longest; epoch *= reduction) {
      long rung = epoch;
      long next = epoch * reduction;
      long goOn = here / reduction;
      least +=
          trials.stream()
              .filter(trial -> trial.epochs() > rung)
              .mapToDouble(trial -> trial.between(rung, next))
              .sorted()
              .limit(goOn)
              .sum();
      here = Math.max(0, goOn - (longer(trials, rung) - longer(trials, next)));
    }
    return least;
  }

  private static long longer(List<Effort> trials, long epoch) {
    return trials.stream().filter(trial -> trial.epochs() > epoch).count();
  }
}
