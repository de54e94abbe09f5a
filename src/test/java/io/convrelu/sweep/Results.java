package io.convrelu.sweep;

import java.util.List;

/** Results for tests, and their comparison. */
final class Results {

  private Results() {}

  /** A result of a trial with these settings. */
  static TrialResult of(Trial trial) throws InterruptedException {
    return new FakeTraining(FakeTraining.DATA).run(trial);
  }

  /** The same results with every timing set to 0: what two runs of one sweep have in common. */
  static List<TrialResult> withoutTimings(List<TrialResult> results) {
    return results.stream().map(Results::withoutTimings).toList();
  }

  private static TrialResult withoutTimings(TrialResult r) {
    return new TrialResult(
        r.trial(),
        r.state(),
        r.message(),
        r.dataset(),
        r.synthetic(),
        r.datasetFingerprint(),
        r.classes(),
        r.trainExamples(),
        r.testExamples(),
        r.network(),
        r.activation(),
        r.strategy(),
        r.thresholdInit(),
        r.seed(),
        r.epochs(),
        r.settings(),
        r.testTop1(),
        r.testTop5(),
        r.testLoss(),
        r.validationTop1(),
        r.parameters(),
        r.thresholds(),
        r.parametersSha256(),
        0,
        0,
        r.curve().stream()
            .map(
                p ->
                    new TrialResult.EpochPoint(
                        p.epoch(),
                        p.lr(),
                        p.trainLoss(),
                        p.testLoss(),
                        p.testTop1(),
                        p.validationTop1(),
                        0,
                        p.deadUnits()))
            .toList(),
        r.thresholdHistogram());
  }
}
