package io.convrelu.train;

import java.util.ArrayList;
import java.util.List;

/** From one state of a training and what came of a round to the next state. */
final class AveragingStep {

  /** The state after a round that the training goes on from. */
  TrainingState next(TrainingState before, RoundPosition position, RoundOutcome outcome) {
    float[] average =
        outcome
            .whole()
            .parameters()
            .orElseThrow(() -> new IllegalArgumentException("a round that nobody contributed to"));
    return new TrainingState(
        before.epoch(),
        before.round() + 1,
        before.model().with(average, outcome.whole().momentum()),
        before.outerMomentum(),
        ownMomentum(before, outcome.whole()),
        outcome.diverged(),
        before.totals().plus(outcome.metrics()),
        before.history());
  }

  private static List<float[]> ownMomentum(TrainingState before, RoundPart whole) {
    List<float[]> after = new ArrayList<>(before.ownMomentum());
    for (int worker = 0; worker < after.size(); worker++) {
      after.set(worker, whole.momentumOf(worker).orElse(after.get(worker)));
    }
    return after;
  }
}
