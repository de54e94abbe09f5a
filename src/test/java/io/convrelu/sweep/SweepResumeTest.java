package io.convrelu.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepResumeTest {

  private static final String SPACE =
      "sweep { grid.fake.ending = [well, diverging, throwing], seeds = [1, 2] }";

  @TempDir Path folder;

  @Test
  void aSweepWhoseJvmIsKilledGoesOnAndEndsAsAnUndisturbedOne() throws Exception {
    Path killed = folder.resolve("killed");
    Path undisturbed = folder.resolve("undisturbed");
    assertThat(runUntilKilled(killed, 5)).isEqualTo(137);
    assertThat(killed.resolve("sweep.lock")).exists();
    assertThat(killed.resolve("results")).doesNotExist();

    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .appName("resume-test")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
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
      assertThat(ran.resolve("metrics.jsonl")).doesNotExist();
      assertThat(ran.resolve(".result.json.tmp")).doesNotExist();
      assertThat(killed.resolve("sweep.lock")).doesNotExist();
    } finally {
      spark.stop();
    }
  }

  private static List<TrialResult> sweep(SparkSession spark, FakeTraining training, Path output)
      throws Exception {
    Sweep sweep =
        new Sweep(
            spark,
            training.program(),
            output.toString(),
            new SweepListener() {
              @Override
              public void planned(TrialPlan plan, int ended) {}

              @Override
              public void ended(int position, int left, PlannedTrial trial, TrialResult result) {}
            },
            Duration.ofSeconds(2));
    return sweep.run(Settings.parse(SPACE, "args"));
  }

  private int runUntilKilled(Path output, int fatalTrial) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-XX:"))
        .forEach(command::add);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(
        List.of(
            KilledSweep.class.getName(), output.toString(), SPACE, Integer.toString(fatalTrial)));
    Path log = folder.resolve("child.log");
    Process child =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(child.waitFor(3, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
      return child.exitValue();
    } finally {
      child.destroyForcibly();
    }
  }
}
