package io.convrelu.sweep;

import io.convrelu.conf.Settings;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialResultBuilder;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.Trial;
import java.util.List;
import java.util.stream.IntStream;

/** Trials and results as a listener is told of them, made up. */
public final class ToldTrials {

  private ToldTrials() {}

  /** A trial that has these settings and a label that repeats them; its description is any. */
  public static PlannedTrial planned(String id, String settings) {
    Settings parsed = Settings.parse(settings, "test");
    Trial trial = new Trial(id, parsed, "unused/" + id);
    return new PlannedTrial(trial, settings, FakeTraining.describe(Settings.EMPTY));
  }

  /** An epoch of no special quality. */
  public static EpochPoint epoch(int epoch) {
    return epoch(epoch, 0.5 + 0.01 * epoch);
  }

  /** An epoch with a given accuracy on the validation split; NaN without one. */
  public static EpochPoint epoch(int epoch, double validationTop1) {
    return new EpochPoint(
        epoch, 0.1, 2.0 / epoch, 2.5 / epoch, 0.4, validationTop1, 100, 0.25, 0.1, 0.5);
  }

  /** Epochs 1 to n. */
  public static List<EpochPoint> epochs(int n) {
    return IntStream.rangeClosed(1, n).mapToObj(ToldTrials::epoch).toList();
  }

  /** A result that took 60 seconds. */
  public static TrialResult result(
      PlannedTrial trial, TrialState state, String message, List<EpochPoint> curve) {
    TrialResultBuilder result =
        new TrialResultBuilder(trial.id(), state, FakeTraining.DATA, trial.description())
            .message(message)
            .epochs(curve.size())
            .seconds(60)
            .curve(curve);
    if (state == TrialState.COMPLETED && !curve.isEmpty()) {
      EpochPoint last = curve.get(curve.size() - 1);
      result
          .testTop1(last.testTop1())
          .testLoss(last.testLoss())
          .validationTop1(last.validationTop1());
    }
    return result.build();
  }
}
