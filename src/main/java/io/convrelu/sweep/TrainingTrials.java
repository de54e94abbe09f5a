package io.convrelu.sweep;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.data.DatasetDescription;
import io.convrelu.train.EpochMetrics;
import io.convrelu.train.TrainingJob;
import io.convrelu.train.TrainingPlan;
import io.convrelu.train.TrainingProgress;
import io.convrelu.train.TrainingRun;
import io.convrelu.zoo.ActivationSettings;
import io.convrelu.zoo.NetworkSummary;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Trials that train: what {@code jobs/train.sh} does, once for each trial. */
public final class TrainingTrials {

  private final TrainingJob job;
  private final TrainingProgress progress;

  /**
   * @param progress is told how the running trial gets on
   */
  public TrainingTrials(TrainingJob job, TrainingProgress progress) {
    this.job = job;
    this.progress = progress;
  }

  /** What a sweep runs. */
  public TrialProgram program() {
    return new TrialProgram(SweepData.of(job.dataset()), this::describe, this::train);
  }

  private TrialDescription describe(Settings settings) {
    TrainingPlan plan = TrainingPlan.of(settings);
    job.validate(plan);
    ActivationSettings activation = plan.network().activation();
    return new TrialDescription(
        SettingsReader.kebab(plan.network().name()),
        SettingsReader.kebab(activation.name()),
        SettingsReader.kebab(activation.strategy()),
        SettingsReader.kebab(activation.thresholdInit()),
        plan.train().seed());
  }

  private TrialResult train(Trial trial) throws IOException {
    TrainingPlan plan = TrainingPlan.of(trial.settings());
    long start = System.nanoTime();
    TrainingRun run = job.run(plan, trial.folder(), progress);
    return result(trial, plan, run, (System.nanoTime() - start) / 1e9);
  }

  private TrialResult result(Trial trial, TrainingPlan plan, TrainingRun run, double seconds) {
    DatasetDescription data = job.dataset().description();
    SweepData sizes = SweepData.of(job.dataset());
    TrialDescription description = describe(trial.settings());
    NetworkSummary network = NetworkSummary.of(plan.configure(data), plan.shape(data));
    LastEpoch last = LastEpoch.of(run.epochs());
    return new TrialResult(
        trial.id(),
        run.divergence().isPresent() ? TrialState.DIVERGED : TrialState.COMPLETED,
        run.divergence().map(d -> d.message()).orElse(""),
        data.name(),
        data.synthetic(),
        sizes.fingerprint(),
        data.classes(),
        sizes.trainExamples(),
        sizes.testExamples(),
        description.network(),
        description.activation(),
        description.strategy(),
        description.thresholdInit(),
        description.seed(),
        run.epochs().size(),
        Map.of(),
        last.testTop1(),
        last.testTop5(),
        last.testLoss(),
        last.validationTop1(),
        network.parameters(),
        network.thresholds(),
        run.model().parametersSha256(),
        seconds,
        last.meanExamplesPerSecond(),
        run.epochs().stream().map(TrainingTrials::point).toList(),
        ThresholdHistogram.of(run.model().thresholds()));
  }

  private static TrialResult.EpochPoint point(EpochMetrics epoch) {
    return new TrialResult.EpochPoint(
        epoch.epoch(),
        epoch.lr(),
        epoch.trainLoss(),
        epoch.test().loss(),
        epoch.test().top1(),
        epoch.validation().top1(),
        epoch.examplesPerSecond(),
        epoch.deadShare());
  }

  /** What the table shows of a training; NaN where it did not get through an epoch. */
  private record LastEpoch(
      double testTop1,
      double testTop5,
      double testLoss,
      double validationTop1,
      double meanExamplesPerSecond) {

    static LastEpoch of(List<EpochMetrics> epochs) {
      if (epochs.isEmpty()) {
        return new LastEpoch(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
      }
      EpochMetrics last = epochs.get(epochs.size() - 1);
      return new LastEpoch(
          last.test().top1(),
          last.test().top5(),
          last.test().loss(),
          last.validation().top1(),
          epochs.stream().mapToDouble(EpochMetrics::examplesPerSecond).average().orElse(0));
    }
  }
}
