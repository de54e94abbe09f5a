package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code train --resume} prints, and how it ends. */
class TrainResumeTest {

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
  void goesOnWhereItWasAndSaysSo() throws Exception {
    assertThat(train("whole", "train.epochs=2")).isEqualTo(ExitCode.OK);
    String hash = lastLine();
    assertThat(hash).startsWith("parameters sha256: ");
    assertThat(err.toString()).doesNotContain("resume");

    assertThat(train("parts", "train.epochs=1", "--resume")).isEqualTo(ExitCode.OK);
    assertThat(err.toString())
        .startsWith("resume: starts from the beginning: no checkpoint in " + own + "/parts/");
    assertThat(lastLine()).isNotEqualTo(hash);

    assertThat(train("parts", "train.epochs=2", "--resume")).isEqualTo(ExitCode.OK);
    assertThat(err.toString().lines())
        .first()
        .asString()
        .matches(
            "resume: goes on from checkpoint 00000002, the newest sound one in .*: 1 epoch done");
    assertThat(lastLine()).isEqualTo(hash);
  }

  @Test
  void whatCannotBeGoneOnFromIsToldInALineWithItsExitCode() throws Exception {
    assertThat(train("out", "train.epochs=1")).isEqualTo(ExitCode.OK);

    assertThat(train("out", "train.epochs=1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("already exists", "add --resume to go on");

    assertThat(train("out", "train.epochs=1", "--resume", "--overwrite")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("one goes on with what the other deletes");

    assertThat(train("out", "train.epochs=1", "--resume", "--set", "train.lr=0.3"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("error: " + own)
        .contains("train.lr: is 0.1 there and 0.3 now");

    Files.write(own.resolve("out/checkpoints/00000002/arrays.bin"), new byte[1]);
    assertThat(train("out", "train.epochs=1", "--resume")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("error: file:" + own)
        .contains("no checkpoint is sound (checkpoint 00000002: arrays.bin has 1 bytes");
  }

  private int train(String output, String setting, String... more) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--data",
                data.toString(),
                "--output",
                own.resolve(output).toString(),
                "--master",
                "local[2]",
                "--set",
                "train.averaging-period=2",
                "--set",
                "train.batch-size=4",
                "--set",
                setting));
    arguments.addAll(Arrays.asList(more));
    return command.execute(arguments.toArray(String[]::new));
  }

  private String lastLine() {
    List<String> lines = out.toString().lines().toList();
    return lines.get(lines.size() - 1);
  }
}
