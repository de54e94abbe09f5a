package io.convrelu.sweep.training;

import io.convrelu.conf.SettingsReader;
import io.convrelu.data.DatasetDescription;
import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.provenance.ProvenanceRecorder;
import io.convrelu.sweep.result.SweepData;
import io.convrelu.sweep.result.ThresholdHistogram;
import io.convrelu.sweep.result.TrialDescription;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialResultBuilder;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.store.LayersFile;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialClock;
import io.convrelu.train.Divergence;
import io.convrelu.train.EpochMetrics;
import io.convrelu.train.TrainingJob;
import io.convrelu.train.TrainingPlan;
import io.convrelu.train.TrainingRun;
import io.convrelu.zoo.ActivationSettings;
import io.convrelu.zoo.NetworkSummary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * What is recorded of a trial that trained: its result, and what layers were observed to do. May be
 * asked by several threads at once.
 */
public final class TrainingRecord {

  private final TrainingJob job;
  private Optional<ProvenanceRecorder> provenance = Optional.empty();

  public TrainingRecord(TrainingJob job) {
    this.job = job;
  }

  /** What a trial of a plan is called. */
  static TrialDescription describe(TrainingPlan plan) {
    ActivationSettings activation = plan.network().activation();
    return new TrialDescription(
        SettingsReader.kebab(plan.network().name()),
        SettingsReader.kebab(activation.name()),
        SettingsReader.kebab(activation.strategy()),
        SettingsReader.kebab(activation.thresholdInit()),
        plan.train().seed());
  }

  /**
   * Of a trial that has just ended, be it completed or diverged. Writes {@code layers.json} into
   * its folder.
   *
   * @param clock since when the trial has been running
   */
  public TrialResult ended(Trial trial, TrainingPlan plan, TrainingRun run, TrialClock clock)
      throws IOException {
    DatasetDescription data = job.dataset().description();
    TrialState state = state(run, plan);
    NetworkSummary network = NetworkSummary.of(plan.configure(data), plan.shape(data));
    TrialResultBuilder result =
        new TrialResultBuilder(trial.id(), state, SweepData.of(job.dataset()), describe(plan))
            .message(message(run, state))
            .epochs(run.epochs().size())
            .parameters(network.parameters())
            .thresholds(network.thresholds())
            .parametersSha256(run.model().parametersSha256())
            .curve(run.epochs().stream().map(TrainingRecord::point).toList())
            .thresholdHistogram(ThresholdHistogram.of(run.model().thresholds()))
            .seconds(clock.seconds());
    scores(result, run.epochs());
    new LayersFile(hadoop()).write(trial.folder(), LayerRecord.of(run));
    return result.provenance(provenance(plan, clock)).build();
  }

  /** Where a result comes from that a training has now. */
  public Provenance provenance(TrainingPlan plan, TrialClock clock) throws IOException {
    return recorder().of(plan.values(), clock.started(), clock.ended());
  }

  /** Likewise of a training that came to nothing. */
  Provenance unfinished(TrainingPlan plan, TrialClock clock) throws IOException {
    return recorder().ofUnfinished(plan.values(), clock.started(), clock.ended());
  }

  private synchronized ProvenanceRecorder recorder() throws IOException {
    if (provenance.isEmpty()) {
      provenance = Optional.of(ProvenanceRecorder.of(job.spark(), job.dataset()));
    }
    return provenance.get();
  }

  private Configuration hadoop() {
    return job.spark().sparkContext().hadoopConfiguration();
  }

  private static TrialState state(TrainingRun run, TrainingPlan plan) {
    if (run.divergence().isPresent()) {
      return TrialState.DIVERGED;
    }
    return run.epochs().size() < plan.train().epochs() ? TrialState.PRUNED : TrialState.COMPLETED;
  }

  private static String message(TrainingRun run, TrialState state) {
    return state == TrialState.PRUNED
        ? "stopped after epoch " + run.epochs().size()
        : run.divergence().map(Divergence::message).orElse("");
  }

  /** A training that did not get through an epoch has none. */
  private static void scores(TrialResultBuilder result, List<EpochMetrics> epochs) {
    if (epochs.isEmpty()) {
      return;
    }
    EpochMetrics last = epochs.get(epochs.size() - 1);
    result
        .testTop1(last.test().top1())
        .testTop5(last.test().top5())
        .testLoss(last.test().loss())
        .validationTop1(last.validation().top1())
        .imagesPerSecond(
            epochs.stream().mapToDouble(EpochMetrics::examplesPerSecond).average().orElse(0))
        .averagingOverhead(epochs.stream().mapToDouble(EpochMetrics::overhead).average().orElse(0))
        .classifierSparsity(last.classifierSparsity());
  }

  static EpochPoint point(EpochMetrics epoch) {
    return new EpochPoint(
        epoch.epoch(),
        epoch.lr(),
        epoch.trainLoss(),
        epoch.test().loss(),
        epoch.test().top1(),
        epoch.validation().top1(),
        epoch.examplesPerSecond(),
        epoch.deadShare(),
        epoch.overhead(),
        epoch.classifierSparsity());
  }
}
