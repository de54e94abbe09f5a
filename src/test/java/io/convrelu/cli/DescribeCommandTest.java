package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DescribeCommandTest {

  private record Outcome(int exit, List<String> out, String err) {}

  @Test
  void printsATableAndItsTotals() {
    Outcome outcome = run("--network", "cnn-small", "--classes", "10", "--activation", "conv-relu");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out().get(0)).matches("name +kind +activation +output +parameters .*");
    assertThat(outcome.out())
        .anyMatch(
            line ->
                line.matches(
                    "trunk-stage2-conv1 +BN\\+MaxPooling\\+Conv3x3 +conv-relu +24x16x16 +3,632 +144 .*"))
        .anyMatch(line -> line.matches("trainable parameters +43,098"))
        .anyMatch(line -> line.matches("thresholds among them +144"))
        .anyMatch(line -> line.matches("slopes among them +0"))
        .anyMatch(
            line ->
                line.matches(
                    "memory a worker at train.batch-size 128: \\d+m off-heap \\(\\d+m counted by"
                        + " JavaCPP\\), \\d+m heap; .*"));
  }

  @Test
  void memoryThatCannotBeHadIsSaid() {
    Outcome outcome = run("--network=resnet-18", "--classes=10", "--input=3x4000x4000");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .anyMatch(line -> line.matches("memory a worker .*: \\d+ float values do not fit one .*"));
  }

  @Test
  void helpNamesEachOptionOnce() {
    Outcome outcome = run("--help");

    assertThat(outcome.exit()).isZero();
    for (String option : List.of("--input=", "--channels=", "--network=", "--config=")) {
      assertThat(outcome.out().stream().filter(line -> line.trim().startsWith(option)))
          .as(option)
          .hasSize(1);
    }
  }

  @Test
  void csvHasARowALayerAndATotal() {
    Outcome outcome =
        run(
            "--network=densenet-cifar",
            "--classes=100",
            "--activation=prelu",
            "--strategy=all",
            "--format=csv");

    assertThat(outcome.exit()).isZero();
    List<String> lines = outcome.out();
    assertThat(lines.get(0))
        .isEqualTo("name,kind,activation,output,parameters,thresholds,slopes,flop");
    assertThat(lines).allMatch(line -> line.split(",", -1).length == 8);
    assertThat(lines.get(lines.size() - 1)).startsWith("total,,,,1035387,0,119,");
    long sum =
        lines.subList(1, lines.size() - 1).stream()
            .mapToLong(line -> Long.parseLong(line.split(",", -1)[4]))
            .sum();
    assertThat(sum).isEqualTo(1_035_387);
  }

  @Test
  void anOptionStandsAboveSetAndSetAboveTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.conf");
    Files.writeString(
        file,
        """
        network { name = densenet-40, depth = 3, growth = 4 }
        activation.name = selu
        train.lr = 0.1
        sweep.seeds = [1, 2]
        """);

    Outcome outcome =
        run(
            "--config=" + file,
            "--classes=10",
            "--set=network.depth=1",
            "--set=activation.name=elu",
            "--activation=prelu",
            "--format=csv");

    assertThat(outcome.exit()).isZero();
    String all = String.join("\n", outcome.out());
    assertThat(all)
        .contains("block1-layer1-conv,BN+Conv3x3,prelu,4x32x32,", "block3-layer1-conv,")
        .doesNotContain("layer2", ",elu,", ",selu,");
  }

  @ParameterizedTest
  @CsvSource({
    "--input=1x28x28, 28x28",
    "--channels=1 --height=28 --width=28, 28x28",
    "--height=40, 40x32",
    "--network=char-cnn-small --set=network.text-length=200, 1x194",
  })
  void theShapeOfAnExampleIsAChoice(String options, String firstOutput) {
    Outcome outcome = run((options + " --classes=5 --format=csv").split(" "));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out().get(1).split(",")[3]).endsWith("x" + firstOutput);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--network=alexnet --classes=10 | --network: network.name: is 'alexnet', allowed: cnn-small,",
        "--classes=10 --activation=swish | allowed: relu, leaky-relu, prelu, conv-relu, ada-relu, elu",
        "--classes=10 --strategy=middle | --strategy: activation.strategy: is 'middle', allowed: first, last, all",
        "--classes=10 --threshold-init=one | allowed: zero, random, glorot",
        "--classes=10 --format=xml | --format: is not a format, allowed: text, csv",
        "--classes=1 | --classes: is 1, allowed: 2 or more",
        "--classes=10 --input=3x32 | --input: is 3x32, allowed: CHANNELSxHEIGHTxWIDTH",
        "--classes=10 --input=3x0x32 | --input: is 0, allowed: 1 or more",
        "--classes=10 --width=-4 | --width: is -4, allowed: 1 or more",
        "--classes=10 --set=network.dept=3 | network.dept: unknown key, allowed: network.depth",
        "--classes=10 --config=/none/such.conf | /none/such.conf",
        "--classes=10 --network=char-cnn-small --input=3x32x32 | reads text, not images",
        "--network=cnn-small | Missing required option: '--classes",
        "--classes=10 --input=3x8x8 --width=9 | allowed: either --input or --channels, --height, --width",
        "--classes=ten | --classes",
      })
  void whatCannotBeUsedIsExit2WithWhatIsAllowed(String options, String message) {
    Outcome outcome = run(options.trim().split(" "));

    assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains(message.trim());
    assertThat(outcome.out()).isEmpty();
  }

  private static Outcome run(String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    String[] arguments = new String[options.length + 1];
    arguments[0] = "describe";
    System.arraycopy(options, 0, arguments, 1, options.length);
    int exit = command.execute(arguments);
    return new Outcome(exit, out.toString().lines().toList(), err.toString());
  }
}
