package io.convrelu.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.Settings;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.store.StoreFiles;
import io.convrelu.sweep.store.SweepResults;
import io.convrelu.sweep.store.TrialStore;
import io.convrelu.sweep.trial.TrialProgram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepResumeTest {

  private static final String SPACE =
      "sweep { grid.fake.ending = [well, diverging, throwing], seeds = [1, 2], retries = 0 }";

  @TempDir Path folder;

  @Test
  void aSweepWhoseJvmIsKilledGoesOnAndEndsAsAnUndisturbedOne() throws Exception {
    Path killed = folder.resolve("killed");
    Path undisturbed = folder.resolve("undisturbed");
    Process child = start(killed, 5, "halt");
    await(child);
    assertThat(child.exitValue()).isEqualTo(137);
    assertThat(killed.resolve("sweep.lock")).exists();
    assertThat(killed.resolve("results")).doesNotExist();

    SparkSession spark = startSpark();
    try {
      FakeTraining resumed = new FakeTraining(FakeTraining.DATA);
      FakeTraining whole = new FakeTraining(FakeTraining.DATA);
      List<TrialResult> afterwards = sweep(spark, resumed, killed);
      sweep(spark, whole, undisturbed);

      // Of the four trials that had ended the failed one runs again, then the killed one, the last.
      List<String> ids = whole.started();
      assertThat(resumed.started()).containsExactly(ids.get(2), ids.get(4), ids.get(5));
      assertThat(Results.withoutTimings(SweepResults.read(spark, killed.toString())))
          .isEqualTo(Results.withoutTimings(SweepResults.read(spark, undisturbed.toString())))
          .containsExactlyInAnyOrderElementsOf(Results.withoutTimings(afterwards));
      Path ran = killed.resolve("trials").resolve(ids.get(4));
      assertThat(ran.resolve(".result.json.tmp")).doesNotExist();
      assertThat(killed.resolve("sweep.lock")).doesNotExist();
    } finally {
      spark.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait-in-spark", "wait-in-driver"})
  void aSweepThatIsAskedToStopRecordsNoFailureAndGivesTheLockBack(String end) throws Exception {
    Path output = folder.resolve("stopped");
    Process child = start(output, 2, end);
    try {
      awaitSecondTrial(output, child);
      child.destroy();
      await(child);
    } finally {
      child.destroyForcibly();
    }

    assertThat(child.exitValue()).as(log()).isEqualTo(143);
    assertThat(output.resolve("sweep.lock")).doesNotExist();
    assertThat(new TrialStore(StoreFiles.at(new Configuration(), output.toString())).load())
        .extracting(TrialResult::state)
        .containsExactly(TrialState.COMPLETED);
  }

  @Test
  void aTrialThatFailsBecauseTheClusterEndedTheApplicationIsNoFailureOfTheTrial() throws Exception {
    Path output = folder.resolve("cluster-gone");
    SparkSession spark = startSpark();
    TrialProgram program =
        new TrialProgram(
            FakeTraining.DATA,
            FakeTraining::describe,
            (trial, control) -> {
              spark.stop();
              throw new IllegalStateException("Job cancelled because SparkContext was shut down");
            });
    Sweep sweep = new Sweep(spark, program, output.toString(), List.of());

    assertThatThrownBy(() -> sweep.run(Settings.parse(SPACE, "args")))
        .isInstanceOf(InterruptedException.class)
        .hasMessageContaining("the sweep was stopped");

    assertThat(new TrialStore(StoreFiles.at(new Configuration(), output.toString())).load())
        .isEmpty();
    assertThat(output.resolve("sweep.lock")).doesNotExist();
  }

  private static SparkSession startSpark() {
    return SparkSession.builder()
        .master("local[1]")
        .appName("resume-test")
        .config("spark.ui.enabled", "false")
        .getOrCreate();
  }

  private static List<TrialResult> sweep(SparkSession spark, FakeTraining training, Path output)
      throws Exception {
    return new Sweep(spark, training.program(), output.toString(), List.of(), Duration.ofSeconds(2))
        .run(Settings.parse(SPACE, "args"))
        .results();
  }

  private Process start(Path output, int fatalTrial, String end) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-XX:"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            KilledSweep.class.getName(),
            output.toString(),
            SPACE,
            Integer.toString(fatalTrial),
            end));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("child.log").toFile())
        .start();
  }

  private void awaitSecondTrial(Path output, Process child) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (child.isAlive() && System.nanoTime() < end && !log().contains(KilledSweep.READY)) {
      Thread.sleep(100);
    }
    assertThat(child.isAlive()).as(log()).isTrue();
    assertThat(output.resolve("sweep.lock")).exists();
  }

  private void await(Process child) throws Exception {
    try {
      assertThat(child.waitFor(3, TimeUnit.MINUTES)).as(log()).isTrue();
    } finally {
      child.destroyForcibly();
    }
  }

  private String log() throws IOException {
    Path file = folder.resolve("child.log");
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
