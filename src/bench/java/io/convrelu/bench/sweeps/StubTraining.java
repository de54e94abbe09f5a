package io.convrelu.bench.sweeps;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.result.SweepData;
import io.convrelu.sweep.result.TrialDescription;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialResult.HistogramBin;
import io.convrelu.sweep.result.TrialResultBuilder;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialControl;
import io.convrelu.sweep.trial.TrialOutline;
import io.convrelu.sweep.trial.TrialProgram;
import io.convrelu.sweep.trial.TrialRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A training without a network: it tells as many epochs as its settings say, one after the other
 * without a pause, with numbers that look like those of a training.
 */
final class StubTraining implements TrialRunner {

  private static final SweepData DATA =
      new SweepData("simulated", true, "0".repeat(64), 10, 50_000, 10_000);
  private static final int VALIDATION_EXAMPLES = 5_000;
  private static final int BINS = 41;

  /** Trials of this training, with their judge. */
  TrialProgram program() {
    return new TrialProgram(DATA, StubTraining::outline, this);
  }

  private static TrialOutline outline(Settings settings) {
    SettingsReader reader = new SettingsReader(settings);
    TrialDescription description =
        new TrialDescription("stub", "conv-relu", "first", "zero", reader.whole("train.seed", 1));
    reader.real("train.lr", 0.1, 0, 10);
    int epochs = reader.integer("train.epochs", 10, 1, 1000);
    reader.finish();
    return new TrialOutline(description, epochs, 1, VALIDATION_EXAMPLES);
  }

  @Override
  public TrialResult run(Trial trial, TrialControl control) {
    TrialOutline outline = outline(trial.settings());
    SplittableRandom random = new SplittableRandom(trial.id().hashCode());
    double best = random.nextDouble(0.3, 0.95);
    List<EpochPoint> curve = new ArrayList<>();
    boolean goesOn = true;
    for (int epoch = 1; epoch <= outline.epochs() && goesOn; epoch++) {
      double top1 = best * (1 - Math.exp(-0.7 * epoch)) + random.nextDouble(-0.01, 0.01);
      EpochPoint point =
          new EpochPoint(
              epoch, 0.1, 2.3 * (1 - top1), 2.4 * (1 - top1), top1, top1, 1000, 0.1, 0.02, 0.4);
      curve.add(point);
      goesOn = control.goOn(point);
    }
    boolean whole = curve.size() == outline.epochs();
    EpochPoint last = curve.get(curve.size() - 1);
    return new TrialResultBuilder(
            trial.id(),
            whole ? TrialState.COMPLETED : TrialState.PRUNED,
            DATA,
            outline.description())
        .message(whole ? "" : "stopped after epoch " + curve.size())
        .epochs(curve.size())
        .testTop1(last.testTop1())
        .testLoss(last.testLoss())
        .validationTop1(last.validationTop1())
        .parameters(1_000_000)
        .thresholds(2_916)
        .parametersSha256("0".repeat(64))
        .seconds(1)
        .imagesPerSecond(1000)
        .curve(curve)
        .thresholdHistogram(histogram(random))
        .build();
  }

  private static List<HistogramBin> histogram(SplittableRandom random) {
    List<HistogramBin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      bins.add(new HistogramBin(bin / 41.0 - 0.5, (bin + 1) / 41.0 - 0.5, random.nextInt(100)));
    }
    return bins;
  }
}
