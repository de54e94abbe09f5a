package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.testing.FullDiskFileSystem;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * A local disk that is full, which Hadoop tells of with an {@code Error}: every command says which
 * file it was, and leaves no part of one.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FullDiskTest {

  private static final String NO_ROOM = "No space left on device";
  private static final String REMEDY = "make room there, or name another place";

  private static final String UNCACHED =
      "spark.hadoop." + FullDiskFileSystem.SETTING + FullDiskFileSystem.UNCACHED;

  @TempDir private static Path shared;
  private static Path data;
  private static Path model;

  @TempDir private Path folder;

  private record Outcome(int exit, String out, String err) {
    void ends(String... parts) {
      List<String> lines = err.lines().toList();
      assertThat(lines.get(lines.size() - 1)).startsWith("error: ").contains(parts);
      assertThat(err).doesNotContain("\tat ");
      assertThat(exit).as(err).isEqualTo(ExitCode.RUN_FAILED);
    }
  }

  @BeforeAll
  static void prepare() {
    data = shared.resolve("data");
    model = shared.resolve("one");
    try (SparkSession spark = LocalSpark.start("local[2]")) {
      SyntheticData.images(spark, data, 40);
    }
    assertThat(run(train(model.toString())).exit).isEqualTo(ExitCode.OK);
    System.setProperty("spark.hadoop." + FullDiskFileSystem.SETTING, FullDiskFileSystem.NAME);
    System.setProperty(UNCACHED, "true");
  }

  @AfterAll
  static void forget() {
    System.clearProperty("spark.hadoop." + FullDiskFileSystem.SETTING);
    System.clearProperty(UNCACHED);
  }

  @AfterEach
  void makeRoom() {
    System.clearProperty("spark.hadoop." + FullDiskFileSystem.NO_ROOM_FOR);
  }

  private static void noRoomFor(String text) {
    System.setProperty("spark.hadoop." + FullDiskFileSystem.NO_ROOM_FOR, text);
  }

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine main = Main.commandLine();
    main.setOut(new PrintWriter(out));
    main.setErr(new PrintWriter(err));
    return new Outcome(main.execute(arguments), out.toString(), err.toString());
  }

  private static String[] train(String output) {
    return new String[] {
      "train",
      "--data=" + data,
      "--output=" + output,
      "--master=local[1]",
      "--set=network.name=cnn-small",
      "--set=train.epochs=1",
      "--set=train.lr-steps=[]"
    };
  }

  @Test
  void prepareLeavesNothing() throws IOException {
    noRoomFor("shard-");

    run("prepare", "--dataset=synthetic", "--output=" + place("data"), "--master=local[1]")
        .ends("data", "shard-", NO_ROOM, REMEDY);

    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"arrays.bin, checkpoints/", "metrics.jsonl, metrics.jsonl", "model.json, model/"})
  void trainNamesTheFile(String noRoomFor, String named) throws IOException {
    noRoomFor(noRoomFor);

    run(train(place("one"))).ends("one/" + named, NO_ROOM, "make room");

    assertThat(leftIn(folder)).noneMatch(file -> file.contains(noRoomFor));
  }

  @Test
  void predictLeavesNothing() throws IOException {
    noRoomFor("part-");

    run(
            "predict",
            "--model=" + model,
            "--input=" + data,
            "--output=" + place("predictions"),
            "--master=local[1]")
        .ends(NO_ROOM, "make room");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aTrialWhoseCheckpointHasNoRoomFailsAndSaysSo() throws IOException {
    noRoomFor("arrays.bin");

    Outcome outcome = sweep();

    assertThat(outcome.exit).isEqualTo(ExitCode.RUN_FAILED);
    assertThat(outcome.err).contains("failed (").contains("arrays.bin: cannot be written", NO_ROOM);
    assertThat(outcome.out).contains("1 failed");
  }

  @Test
  void aSweepWhoseResultsHaveNoRoomStopsAndGoesOnWhenThereIs() throws IOException {
    noRoomFor("result.json");

    sweep().ends("result.json", NO_ROOM, REMEDY);

    assertThat(leftIn(folder))
        .noneMatch(file -> file.contains("result.json") || file.endsWith("sweep.lock"));
    makeRoom();
    assertThat(sweep().exit).isEqualTo(ExitCode.OK);
  }

  private Outcome sweep() throws IOException {
    Path config = folder.resolve("sweep.conf");
    Files.writeString(
        config,
        """
        network.name = cnn-small
        train { epochs = 1, workers = 1, lr-steps = [] }
        sweep { seeds = [1], retries = 0 }
        """);
    return run(
        "sweep",
        "--data=" + data,
        "--output=" + place("sweep"),
        "--config=" + config,
        "--master=local[1]");
  }

  private String place(String name) {
    return FullDiskFileSystem.path(folder.resolve(name));
  }

  private static List<String> leftIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }
}
