package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.Settings;
import io.convrelu.data.BadInputException;
import io.convrelu.data.PreparedDataset;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that was stopped goes on to the bits of one that was not. */
class ResumeTest {

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static PreparedDataset data;

  private Path output;

  @BeforeAll
  static void prepare() {
    spark = LocalSpark.start("local[2]");
    // 5 steps of each of three workers in batches of 4, so 3 rounds an epoch with a period of 2.
    data = SyntheticData.images(spark, folder.resolve("data"), 51);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @BeforeEach
  void nameOutput() throws IOException {
    output = Files.createTempDirectory(folder, "run").resolve("output");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "momentum-averaging=averaged",
        "momentum-averaging=local",
        "momentum-averaging=reset",
        "outer-momentum=0.5",
        "post-local-epoch=1",
        "averaging-period=epoch"
      })
  void stoppedInItsLastRoundItComesToTheSameBits(String choice) throws IOException {
    TrainingPlan plan = plan(choice, "epochs=2", "checkpoint-rounds=1");
    Counter undisturbed = new Counter(Integer.MAX_VALUE);
    String expected = from(plan, false, undisturbed).model().parametersSha256();
    List<String> metrics = withoutTimes(metrics());
    nameOutput();
    stop(plan, undisturbed.rounds);
    Counter rest = new Counter(Integer.MAX_VALUE);

    TrainingRun run = from(plan, true, rest);

    assertThat(run.model().parametersSha256()).isEqualTo(expected);
    assertThat(rest.rounds).isEqualTo(1);
    assertThat(withoutTimes(metrics())).isEqualTo(metrics);
  }

  @Test
  void stoppedAfterAnyRoundOnlyThoseSinceTheLastCheckpointAreDoneAgain() throws IOException {
    // Checkpoints after rounds 2, 3 (the epoch), 4, 6 (the epoch). Who is stopped in the round's
    // own callback has not come to the checkpoint after it.
    TrainingPlan plan = plan("epochs=2", "checkpoint-rounds=2");
    String expected = from(plan, false, new Counter(Integer.MAX_VALUE)).model().parametersSha256();
    int[] newest = {0, 0, 2, 3, 4, 4};
    for (int last = 1; last <= newest.length; last++) {
      nameOutput();
      stop(plan, last);
      Counter rest = new Counter(Integer.MAX_VALUE);

      TrainingRun run = from(plan, true, rest);

      assertThat(run.model().parametersSha256()).as("after %d", last).isEqualTo(expected);
      assertThat(rest.rounds).as("after %d", last).isEqualTo(6 - newest[last - 1]);
    }
  }

  @Test
  void itSaysFromWhereAndWhy() throws IOException {
    TrainingPlan plan = plan("epochs=2", "checkpoint-rounds=1");
    assertThat(explanation(plan))
        .containsExactly(
            "starts from the beginning: no checkpoint in "
                + output
                + "/checkpoints was ever completed");

    stop(plan, 5);
    Files.write(checkpoint("00000004/arrays.bin"), new byte[3]);
    assertThat(explanation(plan))
        .satisfiesExactly(
            skipped ->
                assertThat(skipped)
                    .matches(
                        "skips checkpoint 00000004: arrays.bin has 3 bytes, its manifest says"
                            + " \\d+"),
            chosen ->
                assertThat(chosen)
                    .isEqualTo(
                        "goes on from checkpoint 00000003, the newest sound one in "
                            + output
                            + "/checkpoints: 1 epoch done"));
    from(plan, true, new Counter(Integer.MAX_VALUE));

    assertThat(explanation(plan))
        .containsExactly(
            "goes on from checkpoint 00000006, the newest sound one in "
                + output
                + "/checkpoints: 2 epochs done, which is all; the model is written again");
  }

  @Test
  void aFinishedTrainingWritesItsModelAgainAndCanBeMadeLonger() throws IOException {
    TrainingPlan plan = plan("epochs=1");
    TrainingRun once = from(plan, false, new Counter(Integer.MAX_VALUE));
    Files.delete(output.resolve("model/parameters.bin"));

    Counter none = new Counter(Integer.MAX_VALUE);
    TrainingRun again = from(plan, true, none);

    assertThat(none.rounds).isZero();
    assertThat(again.epochs()).isEqualTo(once.epochs());
    assertThat(model()).isEqualTo(once.model().parametersSha256());

    TrainingRun longer = from(plan("epochs=2"), true, new Counter(Integer.MAX_VALUE));
    assertThat(longer.epochs()).hasSize(2);
    assertThatThrownBy(() -> explanation(plan))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("train.epochs: is 1, and the checkpoint has come to 2 epochs done");

    nameOutput();
    TrainingRun atOnce = from(plan("epochs=2"), false, new Counter(Integer.MAX_VALUE));
    assertThat(longer.model().parametersSha256()).isEqualTo(atOnce.model().parametersSha256());
  }

  @Test
  void anotherTrainingIsNotGoneOnWith() throws IOException {
    from(plan("epochs=1"), false, new Counter(Integer.MAX_VALUE));

    assertThatThrownBy(() -> explanation(plan("epochs=1", "lr=0.07", "workers=2")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            output + "/checkpoints/00000003: train.lr: is 0.05 there and 0.07 now")
        .hasMessageContaining("train.workers: is 3 there and 2 now");
  }

  @Test
  void damagedCheckpointsAloneEndTheTraining() throws IOException {
    from(plan("epochs=2"), false, new Counter(Integer.MAX_VALUE));
    for (String name : List.of("00000003", "00000006")) {
      Path file = checkpoint(name + "/arrays.bin");
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 4;
      Files.write(file, bytes);
    }

    assertThatThrownBy(() -> explanation(plan("epochs=2")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("SHA-256 of array 'parameters' differs");
  }

  @Test
  void asManyCheckpointsStayAsWereAskedFor() throws IOException {
    from(
        plan("epochs=2", "checkpoint-rounds=1", "checkpoints-kept=2"),
        false,
        new Counter(Integer.MAX_VALUE));

    assertThat(kept()).containsExactly("00000005", "00000006");
  }

  @Test
  void aCheckpointIsNamedByTheRoundsSinceTheStart() throws IOException {
    // 5 rounds in the first epoch, then 3.
    from(
        plan("epochs=2", "post-local-epoch=1", "checkpoint-rounds=4", "checkpoints-kept=9"),
        false,
        new Counter(Integer.MAX_VALUE));

    assertThat(kept()).containsExactly("00000004", "00000005", "00000008");
  }

  @Test
  void aTrialKeepsNone() throws IOException {
    try (TrainingJob job = new TrainingJob(spark, data)) {
      job.run(plan("epochs=1"), output.toString(), TrainingProgress.SILENT);
    }

    assertThat(checkpoint("")).doesNotExist();
  }

  /** Runs until something goes wrong after a round, before anything is kept of it. */
  private void stop(TrainingPlan plan, int lastRound) {
    assertThatThrownBy(() -> from(plan, false, new Counter(lastRound)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("stopped");
  }

  private TrainingRun from(TrainingPlan plan, boolean checkpoint, TrainingProgress progress)
      throws IOException {
    try (TrainingJob job = new TrainingJob(spark, data)) {
      StartingPoint start =
          checkpoint ? job.newestCheckpoint(plan, output.toString()) : job.beginning(plan);
      return job.run(plan, start, output.toString(), progress);
    }
  }

  private List<String> explanation(TrainingPlan plan) throws IOException {
    try (TrainingJob job = new TrainingJob(spark, data)) {
      return job.newestCheckpoint(plan, output.toString()).explanation();
    }
  }

  private String model() throws IOException {
    return SavedModel.open(spark.sparkContext().hadoopConfiguration(), output + "/model")
        .state()
        .parametersSha256();
  }

  private List<String> kept() throws IOException {
    try (Stream<Path> kept = Files.list(checkpoint(""))) {
      return kept.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private Path checkpoint(String relative) {
    return output.resolve("checkpoints").resolve(relative);
  }

  private List<String> metrics() throws IOException {
    return Files.readAllLines(output.resolve("metrics.jsonl"));
  }

  /** What does not depend on how fast it went. */
  private static List<String> withoutTimes(List<String> lines) {
    return lines.stream()
        .map(
            line ->
                line.replaceAll(
                    "\"(imagesPerSecond|computeShare|dataShare|overhead|evaluatedPerSecond)\":"
                        + "[^,}]*|\"seconds\":\\{[^}]*}",
                    ""))
        .toList();
  }

  private static TrainingPlan plan(String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "activation.name=conv-relu",
                "train.batch-size=4",
                "train.workers=3",
                "train.averaging-period=2",
                "train.lr=0.05"));
    Arrays.stream(options).map(option -> "train." + option).forEach(all::add);
    return TrainingPlan.of(Settings.EMPTY.with(all));
  }

  /** Counts rounds and throws after a given one. */
  private static final class Counter implements TrainingProgress {

    private final int last;
    private int rounds;

    Counter(int last) {
      this.last = last;
    }

    @Override
    public void round(Position position) {
      rounds++;
      if (rounds == last) {
        throw new IllegalStateException("stopped");
      }
    }

    @Override
    public void epoch(EpochMetrics metrics) {}
  }
}
