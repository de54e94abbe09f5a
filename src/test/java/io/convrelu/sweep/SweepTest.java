package io.convrelu.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.Settings;
import io.convrelu.data.BadInputException;
import io.convrelu.sweep.result.SweepData;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.store.StoreFiles;
import io.convrelu.sweep.store.SweepResults;
import io.convrelu.sweep.store.TrialStore;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialPlan;
import io.convrelu.sweep.trial.TrialProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

  private static final String FOUR =
      """
      sweep {
        grid.activation = [ { name = relu }, { name = conv-relu, strategy = all } ]
        seeds = [1, 2]
      }
      """;

  private static SparkSession spark;

  @TempDir Path folder;

  private final FakeTraining training = new FakeTraining(FakeTraining.DATA);
  private final Recorder recorder = new Recorder();

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .appName("sweep-test")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  void runsEveryTrialOnceAndKeepsResultsAsParquet() throws Exception {
    List<TrialResult> results = sweep(FOUR);

    assertThat(results).hasSize(4).allMatch(r -> r.state() == TrialState.COMPLETED);
    assertThat(results).extracting(TrialResult::seed).containsExactly(1L, 1L, 2L, 2L);
    assertThat(results)
        .extracting(TrialResult::activation)
        .containsExactly("relu", "conv-relu", "relu", "conv-relu");
    assertThat(recorder.lines)
        .containsExactly(
            "planned 4 ended 0 repeated 0",
            "1 completed",
            "2 completed",
            "3 completed",
            "4 completed");
    assertThat(SweepResults.read(spark, folder.toString()))
        .containsExactlyInAnyOrderElementsOf(results);
    assertThat(folder.resolve("sweep.lock")).doesNotExist();
    assertThat(folder.resolve(".results.tmp")).doesNotExist();
  }

  @Test
  void anySparkProgramReadsTheTable() throws Exception {
    sweep(FOUR);

    List<Row> rows =
        spark
            .read()
            .parquet(folder.resolve("results").toString())
            .selectExpr(
                "activation",
                "settings['activation.strategy'] as strategy",
                "curve[1].validation_top1 as accuracy",
                "curve[0].validation_top1 as none",
                "test_top5",
                "aggregate(threshold_histogram, 0L, (sum, bin) -> sum + bin.count) as n")
            .where("seed = 2")
            .orderBy("activation")
            .collectAsList();

    assertThat(rows).hasSize(2);
    Row conv = rows.get(0);
    assertThat(conv.getString(0)).isEqualTo("conv-relu");
    assertThat(conv.getString(1)).isEqualTo("all");
    assertThat(conv.getDouble(2)).isEqualTo(0.5);
    assertThat(conv.getDouble(3)).isNaN();
    assertThat(conv.getDouble(4)).isNaN();
    assertThat(conv.getLong(5)).isEqualTo(56);
    assertThat(rows.get(1).isNullAt(1)).isTrue();
  }

  @Test
  void aTrialThatEndsBadlyStopsNoOther() throws Exception {
    List<TrialResult> results =
        sweep(
            """
            sweep.grid.fake.ending =
              [throwing, overflowing, out-of-memory, unlinked, diverging, well]
            """);

    assertThat(results)
        .extracting(TrialResult::state)
        .containsExactly(
            TrialState.FAILED,
            TrialState.FAILED,
            TrialState.FAILED,
            TrialState.FAILED,
            TrialState.DIVERGED,
            TrialState.COMPLETED);
    assertThat(results)
        .extracting(TrialResult::message)
        .satisfiesExactly(
            m -> assertThat(m).isEqualTo("IllegalArgumentException: the inner cause"),
            m -> assertThat(m).isEqualTo("StackOverflowError"),
            m -> assertThat(m).startsWith("OutOfMemoryError: "),
            m -> assertThat(m).isEqualTo("NoClassDefFoundError: some/native/Binding"),
            m -> assertThat(m).startsWith("loss is NaN"),
            m -> assertThat(m).isEmpty());
    TrialResult thrown = results.get(0);
    assertThat(thrown.testTop1()).isNaN();
    assertThat(thrown.network()).isEqualTo("cnn-small");
    assertThat(thrown.trainExamples()).isEqualTo(1000);
    assertThat(folder.resolve("trials/" + thrown.trial() + "/attempts/0001.log"))
        .content()
        .contains("IllegalStateException: outer", "second line", "FakeTraining.run");
    assertThat(SweepResults.read(spark, folder.toString()))
        .containsExactlyInAnyOrderElementsOf(results);
  }

  @Test
  void startedAgainItRunsOnlyWhatFailed() throws Exception {
    String space = "sweep.grid.fake.ending = [throwing, diverging, well]";
    List<TrialResult> first = sweep(space);

    List<TrialResult> second = sweep(space);

    assertThat(training.started())
        .containsExactly(
            first.get(0).trial(), first.get(1).trial(), first.get(2).trial(), first.get(0).trial());
    assertThat(second.subList(1, 3)).isEqualTo(first.subList(1, 3));
    assertThat(recorder.lines).contains("planned 3 ended 2 repeated 0").endsWith("1 failed");
  }

  @Test
  void aChangedSpaceOnTheSameDataAddsTrials() throws Exception {
    sweep(FOUR);
    List<TrialResult> results = sweep(FOUR.replace("[1, 2]", "[2, 3]"));

    assertThat(results).extracting(TrialResult::seed).containsExactly(2L, 2L, 3L, 3L);
    assertThat(training.started()).hasSize(6);
    assertThat(recorder.lines).contains("planned 4 ended 2 repeated 0");
    assertThat(SweepResults.read(spark, folder.toString())).hasSize(6);
    assertThat(folder.resolve("sweep.json")).content().contains("\"seeds\" : [ 2, 3 ]");
  }

  @Test
  void otherDataOnTheSameOutputAreRefused() throws Exception {
    sweep(FOUR);
    FakeTraining other =
        new FakeTraining(new SweepData("cifar10", false, "fedcba9876543210", 10, 1, 1));
    Sweep second = new Sweep(spark, other.program(), folder.toString(), List.of(recorder));

    assertThatThrownBy(() -> second.run(settings(FOUR)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("holds a sweep over other data")
        .hasMessageContaining("0123456789ab")
        .hasMessageContaining("cifar10 with fedcba987654");
    Files.delete(folder.resolve("sweep.json"));
    assertThatThrownBy(() -> second.run(settings(FOUR)))
        .hasMessageContaining("holds a sweep over other data");
    assertThat(other.started()).isEmpty();
    assertThat(folder.resolve("sweep.lock")).doesNotExist();
  }

  @Test
  void aPointThatRepeatsAnotherIsOneTrial() throws Exception {
    List<TrialResult> results = sweep("sweep.grid.train.lr = [0.1, 0.10, 1e-1, 0.2]");

    assertThat(results).hasSize(2);
    assertThat(recorder.lines).startsWith("planned 2 ended 0 repeated 2");
  }

  @Test
  void everyTrialIsJudgedBeforeTheFirstRunsAndNothingIsWritten() {
    Path output = folder.resolve("new");

    assertThatThrownBy(
            () ->
                new Sweep(spark, training.program(), output.toString(), List.of(recorder))
                    .run(
                        settings(
                            """
                            train { speed = 1 }
                            sweep {
                              grid { "train.lr" = [0.1, fast], "fake.ending" = [well, ill] }
                              seeds = [1, 2]
                            }
                            """)))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.getMessage().lines())
                    .satisfiesExactlyInAnyOrder(
                        line ->
                            assertThat(line)
                                .contains("train.speed: unknown key")
                                .startsWith("test.conf: 1: ")
                                .doesNotContain("trials"),
                        line ->
                            assertThat(line)
                                .contains(
                                    "entry 2 of sweep.grid.\"train.lr\": train.lr: is 'fast'",
                                    "(in 4 of 8 trials, first: fake.ending=well train.lr=fast"
                                        + " train.seed=1)"),
                        line -> assertThat(line).contains("fake.ending: is 'ill'")));
    assertThat(training.started()).isEmpty();
    assertThat(output).doesNotExist();
  }

  @Test
  void anInterruptionStopsTheSweepAndIsNoResult() throws Exception {
    String space = "sweep.grid.fake.ending = [well, interrupted, diverging]";

    assertThatThrownBy(() -> sweep(space)).isInstanceOf(InterruptedException.class);

    assertThat(training.started()).hasSize(2);
    assertThat(folder.resolve("sweep.lock")).doesNotExist();
    assertThat(new TrialStore(files()).load())
        .extracting(TrialResult::state)
        .containsExactly(TrialState.COMPLETED);
  }

  @Test
  void anInterruptionWrappedByALibraryStopsTheSweepToo() throws Exception {
    TrialProgram wrapping =
        new TrialProgram(
            FakeTraining.DATA,
            FakeTraining::describe,
            (trial, control) -> {
              throw new IOException("aborted", new InterruptedException());
            });
    Sweep sweep = new Sweep(spark, wrapping, folder.toString(), List.of(recorder));

    assertThatThrownBy(() -> sweep.run(settings(FOUR)))
        .isInstanceOf(InterruptedException.class)
        .hasMessageContaining("stopped during a trial");
    assertThat(new TrialStore(files()).load()).isEmpty();
  }

  @Test
  void aResultOfAnotherTrialIsAFailure() throws Exception {
    TrialProgram confused =
        new TrialProgram(
            FakeTraining.DATA,
            FakeTraining::describe,
            (trial, control) -> training.run(new Trial("cafe", trial.settings(), trial.folder())));

    List<TrialResult> results =
        new Sweep(spark, confused, folder.toString(), List.of(recorder))
            .run(settings("sweep { seeds = [1], retries = 0 }"))
            .results();

    assertThat(results.get(0).message()).contains("the runner returned trial cafe");
  }

  @Test
  void aDamagedEntryStopsTheSweepBeforeAnythingRuns() throws Exception {
    List<TrialResult> first = sweep(FOUR);
    Path file = folder.resolve("trials/" + first.get(2).trial() + "/result.json");
    Files.writeString(file, Files.readString(file).replace("\"seed\" : 2", "\"seed\" : 3"));

    assertThatThrownBy(() -> sweep(FOUR))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("checksum");

    assertThat(training.started()).hasSize(4);
    org.apache.commons.io.FileUtils.deleteDirectory(file.getParent().toFile());
    assertThat(Results.withoutTimings(sweep(FOUR))).isEqualTo(Results.withoutTimings(first));
    assertThat(training.started()).hasSize(5);
  }

  @Test
  void readingWhatIsNoSweepSaysSo() throws Exception {
    assertThatThrownBy(() -> SweepResults.read(spark, folder.resolve("absent").toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is no sweep")
        .hasMessageContaining("jobs/sweep.sh");

    Files.writeString(folder.resolve("sweep.json"), "{}");
    assertThatThrownBy(() -> SweepResults.read(spark, folder.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no trial has ended yet");

    spark.range(3).write().parquet(folder.resolve("results").toString());
    assertThatThrownBy(() -> SweepResults.read(spark, folder.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("other columns");
  }

  @Test
  void aDamagedTableIsRewrittenByTheNextSweepWithoutTraining() throws Exception {
    List<TrialResult> results = sweep(FOUR);
    Path table = folder.resolve("results/results.parquet");
    Files.writeString(table, "PAR1 and no more");

    assertThatThrownBy(() -> SweepResults.read(spark, folder.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("start jobs/sweep.sh again");
    sweep(FOUR);

    assertThat(training.started()).hasSize(4);
    assertThat(SweepResults.read(spark, folder.toString()))
        .containsExactlyInAnyOrderElementsOf(results);
  }

  @Test
  void worksOnAFileSystemThatIsNotTheLocalOne() throws Exception {
    RenamingFileSystem.register(spark.sparkContext().hadoopConfiguration());
    String output = RenamingFileSystem.SCHEME + "://" + folder;

    List<TrialResult> first =
        new Sweep(spark, training.program(), output, List.of(recorder))
            .run(settings(FOUR))
            .results();
    new Sweep(spark, training.program(), output, List.of(recorder)).run(settings(FOUR));

    assertThat(training.started()).hasSize(4);
    assertThat(SweepResults.read(spark, output)).containsExactlyInAnyOrderElementsOf(first);
  }

  private List<TrialResult> sweep(String space) throws IOException, InterruptedException {
    return new Sweep(spark, training.program(), folder.toString(), List.of(recorder))
        .run(settings("sweep.retries = 0\n" + space))
        .results();
  }

  private StoreFiles files() throws IOException {
    return StoreFiles.at(spark.sparkContext().hadoopConfiguration(), folder.toString());
  }

  private static Settings settings(String text) {
    return Settings.parse(text, "test.conf");
  }

  private static final class Recorder implements SweepListener {

    private final List<String> lines = new ArrayList<>();
    private final List<PlannedTrial> planned = new ArrayList<>();

    @Override
    public void planned(TrialPlan plan, List<TrialResult> ended) {
      planned.clear();
      planned.addAll(plan.trials());
      lines.add(
          "planned "
              + plan.trials().size()
              + " ended "
              + ended.size()
              + " repeated "
              + plan.repeated());
    }

    @Override
    public void ended(PlannedTrial trial, TrialResult result) {
      lines.add(
          (planned.indexOf(trial) + 1)
              + " "
              + io.convrelu.conf.SettingsReader.kebab(result.state()));
    }
  }
}
