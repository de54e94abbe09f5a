package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.data.OfficialFiles;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a user runs it: exit codes and what is printed. */
class PrepareCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void preparesAndSaysWhatItMade() throws IOException {
    Path input = OfficialFiles.cifar10(folder);
    int exit = prepare("cifar10", "--input", input.toString(), "--validation", "0.5");
    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    assertThat(out.toString())
        .contains("cifar10: 10 classes, seed 1", "train", "30 examples", "validation", "test")
        .contains("prepared: " + folder.resolve("out"))
        .doesNotContainIgnoringCase("synthetic");
    PreparedDataset dataset = open();
    assertThat(dataset.description().count(Split.VALIDATION)).isEqualTo(30);
    assertThat(dataset.choices().validationShare()).isEqualTo(0.5);
  }

  @Test
  void generatedDataAreLabelledSynthetic() {
    assertThat(prepare("synthetic-text", "--examples", "60", "--classes", "3", "--seed", "5"))
        .isZero();
    assertThat(out.toString()).contains("SYNTHETIC", "60 examples", "12 examples");
    assertThat(open().description().synthetic()).isTrue();
    assertThat(open().description().name()).isEqualTo("synthetic-text");
    assertThat(open().description().classNames()).allMatch(name -> name.startsWith("synthetic-"));
    assertThat(open().description().sources()).isEmpty();
  }

  @Test
  void badInputIsExitThreeAndOneLine() throws IOException {
    Path input = OfficialFiles.agNews(folder);
    OfficialFiles.line(input.resolve("test.csv"), 3, "\"1\",\"only a title\"");
    assertThat(prepare("ag-news", "--input", input.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString())
        .isEqualTo(
            "error: %s: line 3: has 2 fields; expected 3%n".formatted(input.resolve("test.csv")));
    assertThat(out.toString()).isEmpty();
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aSecondRunIsExitTwoAndOverwriteReplaces() throws IOException {
    String input = OfficialFiles.mr(folder).toString();
    assertThat(prepare("mr", "--input", input)).isZero();
    assertThat(open().choices().fold()).hasValue(0);
    assertThat(prepare("mr", "--input", input, "--fold", "3")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(folder.resolve("out").toString(), "--overwrite");
    assertThat(open().choices().fold()).hasValue(0);
    assertThat(prepare("mr", "--input", input, "--fold", "3", "--overwrite")).isZero();
    assertThat(open().choices().fold()).hasValue(3);
  }

  @Test
  void everythingWrongWithTheOptionsIsToldAtOnce() {
    int exit = prepare("cifar10", "--validation", "1.5", "--fold", "2", "--classes", "1");
    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("--input: is missing", "validation share is 1.5", "--fold: is for mr only")
        .contains("--classes: are for generated data only");
  }

  @Test
  void anUnknownDatasetNamesTheKnownOnes() {
    assertThat(prepare("imagenet", "--input", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'imagenet'", "cifar10", "tiny-imagenet", "synthetic-text");
  }

  @Test
  void foldsAndInputAreCheckedForWhatTheyBelongTo() {
    assertThat(prepare("mr", "--input", "x", "--fold", "10")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("fold is 10, allowed: 0 to 9");
    assertThat(prepare("synthetic", "--input", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--input: is not read for generated data");
  }

  @Test
  void optionsThatAreMissingAreExitTwo() {
    assertThat(commandLine().execute("prepare", "--dataset", "mr")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--output");
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(commandLine().execute("prepare", "--help")).isZero();
    assertThat(out.toString())
        .contains("--dataset", "--input", "--output", "--validation", "--seed", "--fold")
        .contains("--examples", "--classes", "--overwrite", "--master", "synthetic-text");
    assertThat(folder).isEmptyDirectory();
  }

  private int prepare(String dataset, String... options) {
    List<String> arguments = new ArrayList<>(List.of("prepare", "--dataset", dataset));
    arguments.addAll(List.of("--output", folder.resolve("out").toString(), "--master", "local[2]"));
    arguments.addAll(List.of(options));
    return commandLine().execute(arguments.toArray(String[]::new));
  }

  private CommandLine commandLine() {
    return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
  }

  private PreparedDataset open() {
    return PreparedDataset.open(new Configuration(), folder.resolve("out").toString());
  }
}
