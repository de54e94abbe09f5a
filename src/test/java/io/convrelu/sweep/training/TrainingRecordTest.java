package io.convrelu.sweep.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.conf.Settings;
import io.convrelu.data.PreparedDataset;
import io.convrelu.sweep.KilledTrainingSweep;
import io.convrelu.sweep.SweepListener;
import io.convrelu.sweep.SweepOutcome;
import io.convrelu.sweep.layers.LayerDeadUnits;
import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.layers.LayerThresholds;
import io.convrelu.sweep.provenance.CodeVersion;
import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.store.TrialFolder;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialClock;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import io.convrelu.train.EpochMetrics;
import io.convrelu.train.StartingPoint;
import io.convrelu.train.TrainingJob;
import io.convrelu.train.TrainingPlan;
import io.convrelu.train.TrainingProgress;
import io.convrelu.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of real trainings. */
@ExtendWith(LocalSpark.class)
class TrainingRecordTest {

  private static final Settings SETTINGS =
      Settings.EMPTY.with(
          List.of(
              "network.name=cnn-small",
              "activation.name=conv-relu",
              "activation.strategy=all",
              "activation.threshold-init=random",
              "train.epochs=3",
              "train.lr-steps=[2]",
              "train.workers=2",
              "train.batch-size=8"));

  @TempDir private Path folder;

  @Test
  void layersOverTimeAreThoseOfTheTraining(SparkSession spark) throws Exception {
    try (TrainingJob job = new TrainingJob(spark, data(spark))) {
      TrainingPlan plan = TrainingPlan.of(SETTINGS);
      TrainingRun run = job.run(plan, trial("a").folder(), TrainingProgress.SILENT);

      TrialResult result = record(job, plan, run, "a");

      LayerObservations layers = layers("a");
      assertThat(layers.epochs()).containsExactly(0, 1, 2, 3);
      assertThat(layers.learningRates().subList(1, 4))
          .containsExactlyElementsOf(run.epochs().stream().map(EpochMetrics::lr).toList())
          .containsExactly(0.1, 0.1, 0.1 * 0.1);
      assertThat(layers.learningRates().get(0)).isNaN();
      assertThat(layers.thresholds())
          .extracting(LayerThresholds::layer)
          .containsExactly("trunk-stage2-conv1", "trunk-stage3-conv1", "trunk-stage3-conv2");
      assertThat(
              layers.thresholds().stream()
                  .mapToLong(layer -> layer.counts().get(3).stream().mapToLong(n -> n).sum())
                  .sum())
          .isEqualTo(run.model().thresholds().length)
          .isEqualTo(result.thresholds());
      assertThat(layers.thresholds())
          .allSatisfy(
              layer -> assertThat(layer.counts().get(3)).isNotEqualTo(layer.counts().get(0)));
      requireDeadUnits(layers.deadUnits(), run.epochs());
    }
  }

  private static void requireDeadUnits(List<LayerDeadUnits> layers, List<EpochMetrics> epochs) {
    assertThat(layers)
        .extracting(LayerDeadUnits::layer)
        .containsExactlyElementsOf(epochs.get(0).deadUnits().keySet());
    for (LayerDeadUnits layer : layers) {
      assertThat(layer.shares().get(0)).isNaN();
      for (EpochMetrics epoch : epochs) {
        assertThat(layer.shares().get(epoch.epoch()))
            .isCloseTo(epoch.deadUnits().get(layer.layer()), within(5e-7));
      }
    }
  }

  @Test
  void aTrainingThatWasStoppedHasTheSameLayersAsOneThatWasNot(SparkSession spark) throws Exception {
    PreparedDataset data = data(spark);
    TrainingPlan plan = TrainingPlan.of(SETTINGS);
    try (TrainingJob job = new TrainingJob(spark, data)) {
      record(job, plan, job.run(plan, trial("a").folder(), TrainingProgress.SILENT), "a");
      assertThatThrownBy(
              () -> job.run(plan, job.beginning(plan), trial("b").folder(), new StoppedInEpoch(3)))
          .hasMessage("stopped");
    }
    try (TrainingJob job = new TrainingJob(spark, data)) {
      StartingPoint from = job.newestCheckpoint(plan, trial("b").folder());
      record(job, plan, job.run(plan, from, trial("b").folder(), TrainingProgress.SILENT), "b");
    }

    assertThat(folder.resolve("b/layers.json"))
        .hasSameBinaryContentAs(folder.resolve("a/layers.json"));
  }

  @Test
  void aTrialThatCameToNoResultSaysWhereItComesFromAsWell(SparkSession spark) throws Exception {
    PreparedDataset data = data(spark);
    String endless =
        "network.name = cnn-small\ntrain { epochs = 100000, workers = 1, lr-steps = [] }\n"
            + "sweep { seeds = [7], time-limit = 1s }";

    SweepOutcome outcome =
        KilledTrainingSweep.run(
            spark,
            data.path(),
            folder.resolve("endless").toString(),
            endless,
            new SweepListener() {});

    TrialResult result = outcome.results().get(0);
    assertThat(result.state()).isEqualTo(TrialState.TIMED_OUT);
    Provenance provenance = result.provenance();
    assertThat(provenance.configuration())
        .containsEntry("train.epochs", "100000")
        .containsEntry("train.seed", "7")
        .containsEntry("train.momentum", "0.9");
    assertThat(provenance.data().fingerprint()).isEqualTo(data.fingerprint());
    assertThat(provenance.code()).isEqualTo(CodeVersion.ofThisBuild());
    assertThat(provenance.cluster().master()).isEqualTo("local[2]");
    assertThat(
            Duration.between(provenance.start().orElseThrow(), Instant.parse(provenance.ended())))
        .isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void itSaysWhereTheResultComesFrom(SparkSession spark) throws Exception {
    PreparedDataset data = data(spark);
    try (TrainingJob job = new TrainingJob(spark, data)) {
      TrainingPlan plan = TrainingPlan.of(SETTINGS.with(List.of("train.epochs=1")));
      Instant before = Instant.now();
      TrainingRun run = job.run(plan, trial("a").folder(), TrainingProgress.SILENT);

      TrialResult result = record(job, plan, run, "a");

      Provenance provenance = result.provenance();
      assertThat(provenance.configuration())
          .isEqualTo(plan.values())
          .containsEntry("train.momentum", "0.9")
          .containsEntry("train.seed", "1");
      assertThat(provenance.data().path()).isEqualTo("file:" + data.path());
      assertThat(provenance.data().fingerprint()).isEqualTo(data.fingerprint());
      assertThat(provenance.data().files()).isEqualTo(2);
      assertThat(provenance.data().bytes()).isEqualTo(parquetBytes("train") + parquetBytes("test"));
      assertThat(provenance.machine().cores()).isPositive();
      assertThat(provenance.machine().arithmeticThreads()).isEqualTo("1");
      assertThat(provenance.machine().provider()).isNotBlank();
      assertThat(provenance.cluster().master()).isEqualTo("local[2]");
      assertThat(provenance.cluster().spark()).startsWith("3.5");
      assertThat(provenance.cluster().executors()).isZero();
      assertThat(provenance.code()).isEqualTo(CodeVersion.ofThisBuild());
      assertThat(provenance.code().program()).matches("\\d+\\.\\d+\\.\\d+.*");
      assertThat(Duration.between(before, provenance.start().orElseThrow()).abs())
          .isLessThan(Duration.ofMinutes(10));
      assertThat(Instant.parse(provenance.ended())).isAfterOrEqualTo(provenance.start().get());
      assertThat(result.classifierSparsity())
          .isBetween(0.0, 1.0)
          .isEqualTo(result.curve().get(0).classifierSparsity())
          .isEqualTo(run.epochs().get(0).classifierSparsity());
      assertThat(result.averagingOverhead()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void withoutProbesNothingIsClaimed(SparkSession spark) throws Exception {
    try (TrainingJob job = new TrainingJob(spark, data(spark))) {
      TrainingPlan plan =
          TrainingPlan.of(
              SETTINGS.with(
                  List.of("train.epochs=1", "train.probed-examples=0", "activation.name=relu")));
      TrainingRun run = job.run(plan, trial("a").folder(), TrainingProgress.SILENT);

      TrialResult result = record(job, plan, run, "a");

      assertThat(result.classifierSparsity()).isNaN();
      assertThat(layers("a"))
          .isEqualTo(new LayerObservations(List.of(1), List.of(0.1), List.of(), List.of()));
      assertThat(Files.readString(folder.resolve("a/metrics.jsonl")))
          .doesNotContain("classifierSparsity");
    }
  }

  private PreparedDataset data(SparkSession spark) {
    return SyntheticData.images(spark, folder.resolve("data"), 32);
  }

  private long parquetBytes(String split) throws IOException {
    return Files.size(folder.resolve("data/data/split=" + split + "/part-00000.parquet"));
  }

  private TrialResult record(TrainingJob job, TrainingPlan plan, TrainingRun run, String id)
      throws IOException {
    return new TrainingRecord(job).ended(trial(id), plan, run, TrialClock.start());
  }

  private Trial trial(String id) {
    return new Trial(id, SETTINGS, folder.resolve(id).toString());
  }

  private LayerObservations layers(String id) throws IOException {
    return new TrialFolder(new Configuration(), trial(id).folder()).layers().orElseThrow();
  }

  /** Stops in the last round of an epoch. */
  private record StoppedInEpoch(int last) implements TrainingProgress {

    @Override
    public void round(Position position) {
      if (position.epoch() == last) {
        throw new IllegalStateException("stopped");
      }
    }

    @Override
    public void epoch(EpochMetrics metrics) {}
  }
}
