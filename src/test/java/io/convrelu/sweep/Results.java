package io.convrelu.sweep;

import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.trial.Trial;
import java.util.List;

/** Results for tests, and their comparison. */
public final class Results {

  private Results() {}

  /** A result of a trial with these settings. */
  public static TrialResult of(Trial trial) throws InterruptedException {
    return new FakeTraining(FakeTraining.DATA).run(trial);
  }

  /** The same results with every timing set to 0: what two runs of one sweep have in common. */
  public static List<TrialResult> withoutTimings(List<TrialResult> results) {
    return results.stream().map(Results::withoutTimings).toList();
  }

  private static TrialResult withoutTimings(TrialResult result) {
    return result.with(
        r ->
            r.seconds(0)
                .imagesPerSecond(0)
                .averagingOverhead(0)
                .attempts(1)
                .curve(result.curve().stream().map(Results::withoutTimings).toList())
                .provenance(withoutTimings(result.provenance())));
  }

  private static EpochPoint withoutTimings(EpochPoint p) {
    return new EpochPoint(
        p.epoch(),
        p.lr(),
        p.trainLoss(),
        p.testLoss(),
        p.testTop1(),
        p.validationTop1(),
        0,
        p.deadUnits(),
        0,
        p.classifierSparsity());
  }

  private static Provenance withoutTimings(Provenance p) {
    return new Provenance(p.code(), p.configuration(), p.data(), p.machine(), p.cluster(), "", "");
  }
}
