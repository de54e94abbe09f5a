package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.sweep.FakeTraining;
import io.convrelu.sweep.SweepData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a real sweep's Parquet table to files and text. */
class ReportCommandTest {

  private static final SweepData OTHER =
      new SweepData("cifar10", false, "fedcba9876543210", 10, 1000, 200);

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void severalSweepsBecomeOneReport() throws IOException {
    sweep(FakeTraining.DATA, "one", "activation = [ { name = relu }, { name = conv-relu } ]");
    sweep(OTHER, "two", "fake.ending = [well, diverging, throwing]");

    int status = report("--input", at("one"), "--input", at("two"), "--output", at("report"));

    assertThat(err.toString()).isEmpty();
    assertThat(status).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("cifar10, cnn-small\nTrained on 1,000 of 50,000 training examples for 2 epochs")
        .contains("synthetic, cnn-small  SYNTHETIC DATA")
        .containsPattern("ReLU \\[fake.ending=diverging] +– +0 of 2 \\(2 diverged\\) +– +reference")
        .containsPattern("ConvReLU +\\d\\d\\.\\d\\d% ± \\d+\\.\\d\\d +2 +– +[+−]\\d+\\.\\d\\d ± ")
        .endsWith("page:  " + at("report") + "/report.html\n");
    String page = Files.readString(folder.resolve("report/report.html"));
    assertThat(page)
        .contains("IllegalArgumentException: the inner cause")
        .doesNotContain("Infinity");
    assertThat(Files.readString(folder.resolve("report/table.csv")).lines()).hasSize(1 + 2 + 3);
  }

  @Test
  void anInputThatIsNoSweepIsExitCode3AndNothingIsWritten() throws IOException {
    Files.createDirectory(folder.resolve("empty"));

    int status = report("--input", at("empty"), "--output", at("report"));

    assertThat(status).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString().lines())
        .singleElement()
        .satisfies(
            line -> assertThat(line).startsWith("error: " + at("empty")).contains("no sweep"));
    assertThat(folder.resolve("report")).doesNotExist();
  }

  @Test
  void aMissingOptionIsExitCode2() {
    assertThat(report("--output", at("report"))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--input");
  }

  private void sweep(SweepData data, String output, String grid) throws IOException {
    Path config = folder.resolve(output + ".conf");
    Files.writeString(config, "sweep { grid { " + grid + " }, seeds = [1, 2] }");
    CommandLine command =
        new CommandLine(new SweepCommand((spark, path, err) -> new FakeTraining(data).program()));
    command.setOut(new PrintWriter(new StringWriter()));
    command.setErr(new PrintWriter(new StringWriter()));
    command.execute(
        List.of(
                "--data",
                "x",
                "--output",
                at(output),
                "--config",
                config.toString(),
                "--master",
                "local[1]")
            .toArray(String[]::new));
  }

  private int report(String... options) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("report", "--master", "local[1]"));
    all.addAll(List.of(options));
    return command.execute(all.toArray(String[]::new));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
