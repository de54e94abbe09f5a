package io.convrelu.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.store.SweepResults;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that train, killed and started again. */
class KilledTrainingSweepTest {

  private static final int SLOTS = 2;
  private static final String TRAINING =
      """
      network.name = cnn-small
      train { epochs = 4, workers = 1, batch-size = 16, lr = 0.05, lr-steps = [3] }
      sweep.grid.activation = [ { name = relu }, { name = conv-relu, strategy = first } ]
      """;

  @TempDir static Path folder;
  private static SparkSession spark;
  private static String data;

  @BeforeAll
  static void prepare() {
    spark = LocalSpark.start("local[" + SLOTS + "]");
    data = SyntheticData.imagesToValidate(spark, folder.resolve("data"), 120).path();
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void trialsThatRanGoOnFromTheirCheckpointsToTheSameBits() throws Exception {
    String space = TRAINING + "sweep.seeds = [1, 2]\n";
    int killedAfter = 7;
    Path killed = kill("grid", space, killedAfter);
    assertThat(killed.resolve("trials")).isDirectory();

    AtomicInteger epochs = new AtomicInteger();
    SweepOutcome resumed = resume(killed, space, epochs);
    SweepOutcome whole = resume(folder.resolve("grid-whole"), space, new AtomicInteger());

    assertThat(resumed.complete()).isTrue();
    assertThat(whole.complete()).isTrue();
    // 16 epochs in all; what the other slot was doing in that moment is done again.
    assertThat(epochs.get()).isBetween(16 - killedAfter - 1, 16 - killedAfter + SLOTS - 1);
    assertThat(Results.withoutTimings(resumed.results()))
        .isEqualTo(Results.withoutTimings(whole.results()));
    assertThat(Results.withoutTimings(SweepResults.read(spark, killed.toString())))
        .isEqualTo(
            Results.withoutTimings(
                SweepResults.read(spark, folder.resolve("grid-whole").toString())));
    assertThat(files(killed, "layers.json"))
        .hasSize(4)
        .isEqualTo(files(folder.resolve("grid-whole"), "layers.json"));
    assertThat(files(killed, "checkpoints")).isEmpty();
  }

  @Test
  void aSearchThatPrunesGoesOnToTheSameChoices() throws Exception {
    String space =
        TRAINING
            + """
              sweep {
                seeds = [1, 2]
                concurrent-trials = 1
                pruning { rule = asha, min-epochs = 1, reduction = 2 }
              }
              """;
    Path killed = kill("asha", space, 4);

    SweepOutcome resumed = resume(killed, space, new AtomicInteger());
    SweepOutcome whole = resume(folder.resolve("asha-whole"), space, new AtomicInteger());

    assertThat(whole.results())
        .extracting(TrialResult::state)
        .contains(TrialState.PRUNED, TrialState.COMPLETED)
        .containsOnly(TrialState.PRUNED, TrialState.COMPLETED);
    assertThat(whole.complete()).isTrue();
    assertThat(whole.results())
        .filteredOn(result -> result.state() == TrialState.PRUNED)
        .allSatisfy(result -> assertThat(result.epochs()).isIn(1, 2))
        .allSatisfy(result -> assertThat(result.message()).contains("stopped after epoch"));
    assertThat(Results.withoutTimings(resumed.results()))
        .isEqualTo(Results.withoutTimings(whole.results()));
    assertThat(files(killed, "checkpoints")).isEmpty();
  }

  private static SweepOutcome resume(Path output, String space, AtomicInteger epochs)
      throws Exception {
    SweepListener counting =
        new SweepListener() {
          @Override
          public void epoch(PlannedTrial trial, TrialResult.EpochPoint epoch) {
            epochs.incrementAndGet();
          }
        };
    return KilledTrainingSweep.run(spark, data, output.toString(), space, counting);
  }

  private static Path kill(String name, String space, int epochs) throws Exception {
    Path output = folder.resolve(name);
    Path log = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            option ->
                option.startsWith("--add-opens")
                    || option.startsWith("--add-modules")
                    || option.startsWith("-XX:"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            KilledTrainingSweep.class.getName(),
            data,
            output.toString(),
            space,
            Integer.toString(epochs)));
    Process child =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.exitValue()).as(Files.readString(log)).isEqualTo(137);
    return output;
  }

  /** Content by trial of the files of a name; folders have none. */
  private static Map<String, String> files(Path sweep, String name) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> trials = Files.list(sweep.resolve("trials"))) {
      for (Path trial : trials.toList()) {
        Path file = trial.resolve(name);
        if (Files.exists(file)) {
          contents.put(
              trial.getFileName().toString(),
              Files.isDirectory(file) ? "" : Files.readString(file));
        }
      }
    }
    return contents;
  }
}
