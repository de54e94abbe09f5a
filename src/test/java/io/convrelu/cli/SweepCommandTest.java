package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.data.BadInputException;
import io.convrelu.sweep.FakeTraining;
import io.convrelu.sweep.result.SweepData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SweepCommandTest {

  @TempDir Path folder;

  private final FakeTraining training = new FakeTraining(FakeTraining.DATA);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path config;
  private Path output;

  @BeforeEach
  void namePaths() {
    config = folder.resolve("sweep.conf");
    output = folder.resolve("output");
  }

  @Test
  void printsATableOfCellsAndGoesOnWhereItWas() throws IOException {
    write(
        """
        sweep {
          grid {
            activation = [ { name = relu }, { name = conv-relu, strategy = all } ]
            "train.lr" = [0.1, 0.01]
          }
          seeds = [1, 2]
        }
        """);

    assertThat(sweep("--set", "sweep.seeds=[1, 2, 3]")).isEqualTo(ExitCode.OK);

    assertThat(out.toString().lines())
        .satisfiesExactly(
            header ->
                assertThat(header.split(" {2,}"))
                    .containsExactly(
                        "network",
                        "activation",
                        "strategy",
                        "init",
                        "train.lr",
                        "seeds",
                        "test top-1 %, mean ± 95%",
                        "states"),
            row ->
                assertThat(row)
                    .matches(
                        "cnn-small  relu +first +zero  0.1 +3 +\\d\\d.\\d\\d ± .* 3 completed"),
            row -> assertThat(row).startsWith("cnn-small  relu        first     zero  0.01 "),
            row -> assertThat(row).startsWith("cnn-small  conv-relu   all       zero  0.1 "),
            row -> assertThat(row).startsWith("cnn-small  conv-relu   all       zero  0.01 "));
    assertThat(err.toString().lines().toList())
        .hasSize(26)
        .startsWith("sweep of 12 trials: 0 ended before, 12 to run")
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "\\[12/12] activation.name=conv-relu activation.strategy=all train.lr=0.01"
                            + " train.seed=3 \\([0-9a-f]{12}\\): completed, test top-1 0\\.\\d{4},"
                            + " \\d.\\d s"));

    String table = out.toString();
    out.getBuffer().setLength(0);
    assertThat(sweep("--set", "sweep.seeds=[1, 2, 3]")).isEqualTo(ExitCode.OK);
    assertThat(out).hasToString(table);
    assertThat(err.toString()).contains("sweep of 12 trials: 12 ended before, 0 to run");
    assertThat(training.started()).hasSize(12);
  }

  @Test
  void aTrialThatDivergedOrFailedIsExitCode1AndStandsInTheTable() throws IOException {
    write("sweep.grid.fake.ending = [well, diverging, throwing]");

    assertThat(sweep()).isEqualTo(ExitCode.RUN_FAILED);

    assertThat(out.toString().lines().skip(1))
        .satisfiesExactly(
            row -> assertThat(row).matches(".* well +1 +\\d\\d.\\d\\d +1 completed"),
            row -> assertThat(row).matches(".* diverging +1 +- +1 diverged"),
            row -> assertThat(row).matches(".* throwing +1 +- +1 failed"));
    assertThat(err.toString())
        .contains("diverged (loss is NaN at step 7, last 2.5)")
        .contains("failed (IllegalArgumentException: the inner cause)");
  }

  @Test
  void aConfigurationErrorIsExitCode2AndNamesEveryProblem() throws IOException {
    write("train.lr = fast\nsweep { grid { x = [1], y = [1] }, seeds = [1] }");

    assertThat(sweep()).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("error: "))
        .anyMatch(line -> line.contains("sweep.conf: 1: train.lr: is 'fast'"))
        .anyMatch(line -> line.contains("x: unknown key"))
        .anyMatch(line -> line.contains("y: unknown key"));
    assertThat(out.toString()).isEmpty();
    assertThat(output).doesNotExist();
    assertThat(training.started()).isEmpty();
  }

  @Test
  void otherDataOnTheSameOutputIsExitCode2() throws IOException {
    write("sweep.seeds = [1]");
    assertThat(sweep()).isEqualTo(ExitCode.OK);
    SweepData other = new SweepData("cifar10", false, "fedcba9876543210", 10, 1, 1);

    assertThat(run((spark, data, err) -> new FakeTraining(other).program()))
        .isEqualTo(ExitCode.USAGE);

    assertThat(err.toString()).contains("error: ", "holds a sweep over other data");
  }

  @Test
  void badDataAndADamagedStoreAreExitCode3() throws IOException {
    write("sweep.seeds = [1]");
    int missing =
        run(
            (spark, data, err) -> {
              throw new BadInputException(data, "", "no prepared data set");
            });
    assertThat(missing).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("error: DATA: no prepared data set");

    assertThat(sweep()).isEqualTo(ExitCode.OK);
    Path result = output.resolve("trials/" + training.started().get(0) + "/result.json");
    Files.writeString(result, "");
    assertThat(sweep()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains(result.toString(), "to run this trial again");
  }

  @Test
  void aStoppedSweepIsExitCode1() throws IOException {
    write("sweep.grid.fake.ending = [interrupted]");

    assertThat(sweep()).isEqualTo(ExitCode.RUN_FAILED);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(err.toString()).contains("stopped; what had ended is kept");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void isACommandOfTheJobJar() {
    CommandLine main = Main.commandLine();
    main.setErr(new PrintWriter(err));
    main.setOut(new PrintWriter(out));

    assertThat(main.execute("sweep", "--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("--data", "--output", "--config", "--set", "--master");
    assertThat(main.execute("sweep")).isEqualTo(ExitCode.USAGE);
    assertThat(
            main.execute(
                "sweep",
                "--data=" + folder.resolve("absent"),
                "--output=" + output,
                "--set=sweep.seeds=[1]",
                "--master=local[1]"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(output).doesNotExist();
  }

  private int sweep(String... more) {
    return run((spark, data, err) -> training.program(), more);
  }

  private int run(TrialProgramFactory programs, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data=DATA", "--output=" + output, "--config=" + config, "--master=local[1]"));
    arguments.addAll(Arrays.asList(more));
    return new CommandLine(new SweepCommand(programs))
        .setExecutionExceptionHandler(new ErrorHandler())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  private void write(String text) throws IOException {
    Files.writeString(config, text);
  }
}
