package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.data.PreparedDataset;
import io.convrelu.testing.ChildJvm;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A driver that gets SIGKILL at any step of writing a checkpoint, and between two of them; the
 * training that goes on has the bits of one that nobody killed.
 */
class KilledTrainingTest {

  /** Two epochs of 3 rounds; checkpoints after rounds 2, 3, 4 and 6, of which one stays. */
  private static final List<String> SETTINGS =
      List.of(
          "activation.name=conv-relu",
          "train.batch-size=4",
          "train.workers=3",
          "train.averaging-period=2",
          "train.lr=0.05",
          "train.epochs=2",
          "train.checkpoint-rounds=2",
          "train.checkpoints-kept=1");

  private static final int ROUNDS = 6;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static PreparedDataset data;
  private static String expected;
  private static List<Object> observed;

  @TempDir private Path own;

  @BeforeAll
  static void trainUndisturbed() throws Exception {
    spark = LocalSpark.start("local[2]");
    data = SyntheticData.images(spark, folder.resolve("data"), 51);
    try (TrainingJob job = new TrainingJob(spark, data)) {
      TrainingPlan plan = TrainingPlan.of(Settings.EMPTY.with(SETTINGS));
      TrainingRun run =
          job.run(plan, folder.resolve("undisturbed").toString(), TrainingProgress.SILENT);
      expected = run.model().parametersSha256();
      observed = observed(run);
    }
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  /** Resumed is the round that it goes on from. */
  @ParameterizedTest
  @CsvSource({
    "BEFORE,        00000004, 3, false",
    "IN_ARRAYS,     00000004, 3, true",
    "BEFORE_COMMIT, 00000004, 3, true",
    "IN_MANIFEST,   00000003, 2, true",
    "AFTER_COMMIT,  00000004, 4, false",
    "IN_PRUNING,    00000003, 3, false",
    "IN_MANIFEST,   00000002, 0, true",
    "BETWEEN,       5,        4, false"
  })
  void goesOnToTheSameBits(String moment, String checkpoint, int resumed, boolean skips)
      throws Exception {
    Path output = own.resolve("output");
    kill(output, moment, checkpoint);
    TrainingPlan plan = TrainingPlan.of(Settings.EMPTY.with(SETTINGS));
    try (TrainingJob job = new TrainingJob(spark, data)) {
      StartingPoint from = job.newestCheckpoint(plan, output.toString());
      int[] rounds = {0};

      TrainingRun run = job.run(plan, from, output.toString(), counting(rounds));

      assertThat(run.model().parametersSha256()).isEqualTo(expected);
      assertThat(observed(run)).isEqualTo(observed);
      assertThat(rounds[0]).isEqualTo(ROUNDS - resumed);
      assertThat(from.explanation()).hasSize(skips ? 2 : 1);
      assertThat(String.join("\n", from.explanation()))
          .contains(resumed == 0 ? "starts from the beginning" : "checkpoint 0000000" + resumed)
          .contains(skips ? "skips checkpoint " + checkpoint : "");
    }
    assertThat(Files.readAllLines(output.resolve("metrics.jsonl"))).hasSize(2);
  }

  /** What was seen layer by layer, and at the start. */
  private static List<Object> observed(TrainingRun run) {
    List<Object> all = new ArrayList<>(List.of(run.initialThresholds()));
    assertThat(run.initialThresholds()).isNotEmpty();
    for (EpochMetrics epoch : run.epochs()) {
      assertThat(epoch.thresholds()).isNotEmpty();
      all.add(epoch.thresholds());
      all.add(List.copyOf(epoch.deadUnits().entrySet()));
      all.add(epoch.classifierSparsity());
    }
    return all;
  }

  private void kill(Path output, String moment, String checkpoint) throws Exception {
    Path marker = own.resolve("marker");
    List<String> arguments =
        new ArrayList<>(
            List.of(data.path(), output.toString(), moment, checkpoint, marker.toString()));
    arguments.addAll(SETTINGS);
    try (ChildJvm child =
        ChildJvm.start(KilledTraining.class, own.resolve("child.log"), arguments)) {
      child.killAt(marker);
    }
  }

  private static TrainingProgress counting(int[] rounds) {
    return new TrainingProgress() {
      @Override
      public void round(Position position) {
        rounds[0]++;
      }

      @Override
      public void epoch(EpochMetrics metrics) {}
    };
  }
}
