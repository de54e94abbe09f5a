package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.data.Sha256;
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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Real trials, trained again. */
class RerunCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Path data;
  private static Path trial;

  @TempDir private Path own;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeAll
  static void sweep() throws IOException {
    data = folder.resolve("data");
    try (SparkSession spark = LocalSpark.start("local[2]")) {
      SyntheticData.images(spark, data, 24);
      SyntheticData.images(spark, folder.resolve("more-data"), 28);
    }
    Path config = folder.resolve("sweep.conf");
    Files.writeString(
        config,
        """
        network.name = cnn-small
        activation { name = conv-relu, strategy = all }
        train { epochs = 2, workers = 2, batch-size = 4, averaging-period = 2, lr-steps = [1] }
        sweep.seeds = [7]
        """);
    CommandLine command = Main.commandLine();
    assertThat(
            command.execute(
                "sweep",
                "--data=" + data,
                "--output=" + folder.resolve("output"),
                "--config=" + config,
                "--master=local[2]"))
        .isEqualTo(ExitCode.OK);
    try (Stream<Path> trials = Files.list(folder.resolve("output/trials"))) {
      trial = trials.findFirst().orElseThrow();
    }
  }

  @Test
  void theSameTrainingIsIdenticalAndLeavesNothingBehind() throws IOException {
    List<Path> before = temporaryFolders();

    assertThat(rerun(trial)).isEqualTo(ExitCode.OK);

    assertThat(out.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(
                        "trial "
                            + trial.getFileName()
                            + ": cnn-small on synthetic, conv-relu, seed 7, 2 epochs, trained"
                            + " 20\\d\\d-\\d\\d-\\d\\dT[\\d:.]+Z"),
            line ->
                assertThat(line)
                    .matches(
                        "same (code|commit, tree (dirty|unknown)), configuration, data, machine"
                            + " and cluster"),
            line -> assertThat(line).isEqualTo("identical: losses and accuracies of 2 epochs"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "parameters sha256: "
                            + result(trial).path("result").path("parametersSha256").asText()));
    assertThat(temporaryFolders()).isEqualTo(before);
  }

  @Test
  void layersAreTheSameBytes() throws IOException {
    Path output = own.resolve("again");

    assertThat(rerun(trial, "--output=" + output)).isEqualTo(ExitCode.OK);

    assertThat(output.resolve("layers.json")).hasSameBinaryContentAs(trial.resolve("layers.json"));
    assertThat(output.resolve("model/parameters.bin"))
        .hasSameBinaryContentAs(trial.resolve("model/parameters.bin"));
    assertThat(rerun(trial, "--output=" + output)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--output: already exists; name another folder");
  }

  @Test
  void anotherLossIsNamedWithItsEpoch() throws IOException {
    Path tampered =
        changed(
            result ->
                ((ObjectNode) result.path("curve").path(1))
                    .put(
                        "trainLoss",
                        Math.nextUp(result.path("curve").path(1).path("trainLoss").asDouble())));

    assertThat(rerun(tampered)).isEqualTo(ExitCode.RUN_FAILED);

    assertThat(out.toString().lines().skip(2))
        .singleElement()
        .asString()
        .matches("different, first at epoch 2 train loss: [\\d.]+ recorded, [\\d.]+ now");
  }

  @Test
  void anotherConfigurationIsTrainedAndDiffersFromTheStart() throws IOException {
    Path tampered =
        changed(
            result -> {
              ObjectNode provenance = (ObjectNode) result.path("provenance");
              ((ObjectNode) provenance.path("configuration")).put("train.lr", "0.05");
              ((ObjectNode) provenance.path("machine")).put("cpu", "an abacus");
              ((ObjectNode) provenance.path("code")).put("commit", "0".repeat(40));
            });

    assertThat(rerun(tampered)).isEqualTo(ExitCode.RUN_FAILED);

    assertThat(out.toString())
        .contains("other code: 0.1.0 (000000000000")
        .contains("other processor: an abacus recorded, ")
        .doesNotContain("other configuration")
        .contains("different, first at epoch 1 learning rate: 0.1 recorded, 0.05 now")
        .contains("  parameters SHA-256: ");
  }

  @Test
  void aResultOfVersion1IsTrainedAgainOnTheDataThatAreGiven() throws IOException {
    Path old = own.resolve("old");
    write(old, result -> {}, 1);

    assertThat(rerun(old)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("--data: is needed: results of schema version 1 do not say where the data are");

    assertThat(rerun(old, "--data=" + data)).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("code, machine and defaults of the first training are not recorded")
        .contains("identical: losses and accuracies of 2 epochs");
  }

  @Test
  void otherDataAreToldBeforeTraining() {
    assertThat(rerun(trial, "--data=" + folder.resolve("more-data")))
        .isEqualTo(ExitCode.RUN_FAILED);

    assertThat(out.toString())
        .contains("other data fingerprint: ")
        .contains("different, first at epoch 1 train loss: ");
  }

  @Test
  void whatCannotBeTrainedAgainIsToldInALine() throws IOException {
    Path failed =
        changed(
            result ->
                result
                    .put("state", "FAILED")
                    .put("message", "no luck")
                    .put("parametersSha256", ""));
    assertThat(rerun(failed)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("TRIAL: left no parameters to compare (no luck); give a trial that was trained");

    assertThat(rerun(own.resolve("absent"))).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("no such file; give the folder of a trial");

    Path damaged = own.resolve("damaged");
    Files.createDirectory(damaged);
    Files.writeString(damaged.resolve("result.json"), "{");
    assertThat(rerun(damaged)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString().lines()).hasSize(1);
  }

  private int rerun(Path of, String... options) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("rerun", of.toString(), "--master=local[2]"));
    all.addAll(Arrays.asList(options));
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private static ObjectNode result(Path of) {
    try {
      return (ObjectNode) JSON.readTree(of.resolve("result.json").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The trial with a changed result that is sound in itself. */
  private Path changed(Consumer<ObjectNode> change) throws IOException {
    Path to = own.resolve("changed");
    write(to, change, 2);
    return to;
  }

  private static void write(Path to, Consumer<ObjectNode> change, int version) throws IOException {
    ObjectNode root = result(trial);
    ObjectNode content = (ObjectNode) root.path("result");
    change.accept(content);
    if (version == 1) {
      content.remove(List.of("attempts", "averagingOverhead", "classifierSparsity", "provenance"));
      content
          .path("curve")
          .forEach(
              point ->
                  ((ObjectNode) point).remove(List.of("averagingOverhead", "classifierSparsity")));
    }
    root.put("schemaVersion", version);
    root.put("sha256", Sha256.hex(JSON.writeValueAsBytes(content)));
    Files.createDirectories(to);
    JSON.writeValue(to.resolve("result.json").toFile(), root);
  }

  private static List<Path> temporaryFolders() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("convrelu-rerun"))
          .sorted()
          .toList();
    }
  }
}
