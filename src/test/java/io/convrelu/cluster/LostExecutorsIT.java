package io.convrelu.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.data.PreparedDataset;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import io.convrelu.train.TrainingJob;
import io.convrelu.train.TrainingPlan;
import io.convrelu.train.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executors that die and executors that dawdle leave no trace in the parameters: four workers on
 * two executors train to the bits of an undisturbed training in one JVM.
 */
class LostExecutorsIT {

  private static final TrainingPlan PLAN =
      TrainingPlan.of(
          Settings.EMPTY.with(
              List.of(
                  "activation.name=conv-relu",
                  "activation.strategy=first",
                  "train.workers=4",
                  "train.averaging-period=3",
                  "train.batch-size=32",
                  "train.epochs=2",
                  "train.lr=0.02",
                  "train.momentum=0.9")));

  /** Shares of 501 and 500 images: 16 steps, 6 rounds an epoch and a training of 12. */
  private static final int EXAMPLES = 2003;

  private static final int ROUNDS = 12;

  @TempDir private static Path folder;
  private static String expected;
  private static TwoHosts cluster;

  @BeforeAll
  static void trainUndisturbed() throws IOException, InterruptedException, TimeoutException {
    try (SparkSession spark = LocalSpark.start("local[2]")) {
      SyntheticData.images(spark, folder.resolve("data"), EXAMPLES);
      expected = train(spark, "undisturbed", TrainingProgress.SILENT);
    }
    cluster = TwoHosts.start(new Script(folder), folder);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void killedInManyRounds() throws IOException {
    RoundDisturbance kills = new RoundDisturbance(cluster, ExecutorProcesses::oldest, 5);

    assertThat(disturbed("killed", kills, kills)).isEqualTo(expected);

    assertThat(kills.disturbedRounds()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(kills.rounds()).isEqualTo(ROUNDS);
  }

  @Test
  void killedAgainWheneverItIsBack() throws IOException {
    RoundDisturbance kills = new RoundDisturbance(cluster, ExecutorProcesses::newest, 5);

    assertThat(disturbed("killed-again", kills, kills)).isEqualTo(expected);

    // Every one but the first is the replacement of the one before.
    assertThat(kills.killed()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(kills.disturbedRounds()).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void copiedBySpeculation() throws IOException {
    try (SlowExecutor slow = new SlowExecutor(cluster.executors(), 4)) {
      assertThat(disturbed("slow", slow, slow)).isEqualTo(expected);

      assertThat(slow.copies()).as("%d rounds with a slow one", slow.slowed()).isGreaterThan(3);
      assertThat(slow.copiesThatWon()).isPositive();
    }
  }

  private static String disturbed(String name, SparkListener listener, TrainingProgress progress)
      throws IOException {
    SparkSession spark = cluster.spark();
    spark.sparkContext().addSparkListener(listener);
    try {
      return train(spark, name, progress);
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }
  }

  private static String train(SparkSession spark, String name, TrainingProgress progress)
      throws IOException {
    PreparedDataset data =
        PreparedDataset.open(
            spark.sparkContext().hadoopConfiguration(), folder.resolve("data").toString());
    try (TrainingJob job = new TrainingJob(spark, data)) {
      return job.run(PLAN, folder.resolve(name).toString(), progress).model().parametersSha256();
    }
  }
}
