package io.convrelu.train;

import io.convrelu.train.averaging.LrSchedule;
import io.convrelu.train.averaging.OuterMomentum;
import io.convrelu.train.averaging.StatisticsLayout;
import java.util.ArrayList;
import java.util.List;

/** From one state of a training and what came of a round to the next state. */
final class AveragingStep {

  private final LrSchedule rates;
  private final OuterMomentum outer;

  /**
   * @param running where the network keeps statistics that are no trained parameters
   */
  AveragingStep(TrainSettings settings, int stepsPerEpoch, StatisticsLayout running) {
    this.rates = settings.schedule(stepsPerEpoch);
    this.outer =
        OuterMomentum.start(
            settings.averaging().outerMomentum(), settings.averaging().outerLr(), running);
  }

  /** The state after a round that the training goes on from. */
  TrainingState next(TrainingState before, RoundPosition position, RoundOutcome outcome) {
    float[] average =
        outcome
            .whole()
            .parameters()
            .orElseThrow(() -> new IllegalArgumentException("a round that nobody contributed to"));
    OuterMomentum.Step step =
        outer
            .with(before.outerMomentum())
            .step(
                before.model().parameters(),
                average,
                rates.valueAt(position.iteration(), position.epoch()));
    return new TrainingState(
        before.epoch(),
        before.round() + 1,
        before.model().with(step.parameters(), outcome.whole().momentum()),
        step.next().velocity(),
        ownMomentum(before, outcome.whole()),
        outcome.diverged(),
        before.totals().plus(outcome.metrics()),
        before.history(),
        before.initialThresholds());
  }

  private static List<float[]> ownMomentum(TrainingState before, RoundPart whole) {
    List<float[]> after = new ArrayList<>(before.ownMomentum());
    for (int worker = 0; worker < after.size(); worker++) {
      after.set(worker, whole.momentumOf(worker).orElse(after.get(worker)));
    }
    return after;
  }
}
