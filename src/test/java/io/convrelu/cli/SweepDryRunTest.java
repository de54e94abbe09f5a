package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code sweep --dry-run} over a real data set, before and after a sweep. */
class SweepDryRunTest {

  @TempDir private static Path folder;
  private static Path data;

  @TempDir private Path own;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeAll
  static void prepare() {
    data = folder.resolve("data");
    try (SparkSession spark = LocalSpark.start("local[2]")) {
      SyntheticData.images(spark, data, 24);
    }
  }

  @Test
  void tellsWhatWouldRunAndWritesNothing() throws IOException {
    assertThat(sweep("sweep.seeds=[1, 2, 3]", "--dry-run")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("3: 3 to run, 0 ended before", "not known: no trial of the same network");
    assertThat(own).isEmptyDirectory();

    assertThat(sweep("sweep.seeds=[1, 2, 3]", "--dry-run", "--assume-gflops=0.5"))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString()).containsPattern("time +about \\d+ s on 2 slots\n");
    assertThat(own).isEmptyDirectory();

    assertThat(sweep("sweep.seeds=[1]")).isEqualTo(ExitCode.OK);
    Map<String, String> before = files();

    assertThat(sweep("sweep.seeds=[1, 2, 3]", "--dry-run")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("3: 2 to run, 1 ended before", " completed ", " to run ")
        .containsPattern("time +about \\d+ s on 2 slots\n");
    assertThat(sweep("sweep.seeds=[1]", "--dry-run")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines().toList())
        .last()
        .asString()
        .matches("trials +1: 0 to run, 1 ended before");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void judgesAsTheSweepWould() {
    assertThat(sweep("sweep.seeds=[1]", "--dry-run", "--set=train.lr=fast"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("train.lr: is 'fast'");
    assertThat(sweep("sweep.seeds=[1]", "--dry-run", "--set=sweep.pruning.rule=median"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("sweep.pruning.rule: compares trials on the validation");
    assertThat(sweep("sweep.seeds=[1]", "--dry-run", "--assume-gflops=-1"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--assume-gflops: is -1.0, allowed: above 0");
    assertThat(sweep("sweep.seeds=[1]", "--assume-gflops=1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--assume-gflops: means nothing without --dry-run");
    assertThat(own).isEmptyDirectory();
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(own)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        files.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
      }
    }
    return files;
  }

  private int sweep(String space, String... more) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "sweep",
                "--data=" + data,
                "--output=" + own.resolve("output"),
                "--master=local[2]",
                "--set=train.epochs=1",
                "--set=" + space));
    arguments.addAll(Arrays.asList(more));
    return command.execute(arguments.toArray(String[]::new));
  }
}
