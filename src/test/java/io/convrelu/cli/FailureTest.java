package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.convrelu.cli.failure.DenyingFileSystem;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * What users see of what can go wrong around a command: one line, and the exit code it should be.
 */
class FailureTest {

  private static final String SETTING = "spark.hadoop." + DenyingFileSystem.SETTING;

  /** Of the smallest network on a handful of images. */
  private static final List<String> SMALL =
      List.of("--set=network.name=cnn-small", "--set=train.epochs=1", "--set=train.lr-steps=[]");

  @TempDir private static Path folder;
  private static Path data;

  private record Outcome(int exit, String out, String err) {
    void isOneLine(int expectedExit, String... parts) {
      assertThat(err.lines()).singleElement().asString().startsWith("error: ").contains(parts);
      assertThat(exit).as(err).isEqualTo(expectedExit);
    }
  }

  @BeforeAll
  static void prepare() {
    System.setProperty(SETTING, DenyingFileSystem.class.getName());
    data = folder.resolve("data");
    try (SparkSession spark = LocalSpark.start("local[2]")) {
      SyntheticData.images(spark, data, 40);
    }
  }

  @AfterAll
  static void forget() {
    System.clearProperty(SETTING);
  }

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine main = Main.commandLine();
    main.setOut(new PrintWriter(out));
    main.setErr(new PrintWriter(err));
    return new Outcome(main.execute(arguments), out.toString(), err.toString());
  }

  private static Outcome train(String input, String output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "--data=" + input, "--output=" + output, "--master=local[1]"));
    arguments.addAll(SMALL);
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private static String place(String name) {
    return folder.resolve(name).toString();
  }

  /** Every option that takes a path, of every command. */
  static Stream<List<String>> commandsWith(String path) {
    String good = folder.resolve("unused").toString();
    return Stream.of(
        List.of("train", "--data=" + path, "--output=" + good),
        List.of("train", "--data=" + data, "--output=" + path),
        List.of("train", "--data=" + data, "--output=" + good, "--config=" + path),
        List.of("sweep", "--data=" + path, "--output=" + good),
        List.of("sweep", "--data=" + data, "--output=" + path),
        List.of("predict", "--model=" + path, "--input=" + data, "--output=" + good),
        List.of("predict", "--model=" + data, "--input=" + path, "--output=" + good),
        List.of("predict", "--model=" + data, "--input=" + data, "--output=" + path),
        List.of("export", "--model=" + path, "--output=" + good),
        List.of("export", "--model=" + data, "--output=" + path),
        List.of("report", "--input=" + path, "--output=" + good),
        List.of("report", "--input=" + data, "--output=" + path),
        List.of("prepare", "--dataset=cifar10", "--input=" + path, "--output=" + good),
        List.of("prepare", "--dataset=synthetic", "--output=" + path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s4://bucket/x | No FileSystem for scheme \"s4\"; use file:, hdfs: or s3a:",
        "denying:///secret/x | access is denied (Permission denied: denying:/secret/x); grant it",
        "/dev/null/x | cannot be made because file:/dev/null is a file",
      })
  void aPathThatCannotBeUsedIsAnErrorOfTheCommandLine(String path, String message) {
    commandsWith(path)
        .filter(command -> path.startsWith("s4:") || command.get(0).equals("train"))
        .filter(command -> !message.contains("made") || command.contains("--output=" + path))
        .forEach(
            command -> {
              List<String> local = new ArrayList<>(command);
              local.add("--master=local[1]");
              run(local.toArray(String[]::new)).isOneLine(ExitCode.USAGE, path, message);
            });
    assertThat(folder.resolve("unused")).doesNotExist();
  }

  @Test
  void allPathsAreLookedAtBeforeOneIsTold() {
    Outcome outcome = train("s4://one", "s5://two");

    assertThat(outcome.exit).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err.lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("s4://one: --data: "),
            line -> assertThat(line).contains("s5://two: --output: "));
  }

  /** Hadoop alone would ask a host that refuses for 10 s, one that is silent for 15 min. */
  @ParameterizedTest
  @ValueSource(strings = {"hdfs://127.0.0.1:1/x", "hdfs://no-such-host.invalid/x"})
  void aHostThatCannotBeReachedIsToldAtOnce(String path) {
    train(path, place("nowhere"))
        .isOneLine(
            ExitCode.USAGE,
            path + ": --data: ",
            path.contains("127") ? "cannot be reached (" : "no such host: ");
  }

  @Test
  void aLocalFolderThatMayNotBeReadIsNotTakenForAnEmptyOne() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.createDirectory(closed.resolve("data"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(closed), "this user may read everything");
      train(closed.toString(), place("nowhere")).isOneLine(ExitCode.USAGE, "may not be read");
      train(closed + "/data", place("nowhere")).isOneLine(ExitCode.USAGE, "access is denied");
      train(data.toString(), closed + "/out").isOneLine(ExitCode.USAGE, "may not be written");
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void whatIsNoDataSetIsBadInput() {
    train(place("absent"), place("nowhere"))
        .isOneLine(ExitCode.BAD_INPUT, place("absent"), "no prepared data set here");
  }

  @Test
  void aDataSetOfANewerProgramIsBadInput() throws IOException {
    Path newer = copy("newer");
    Path manifest = newer.resolve("dataset.json");
    String json = Files.readString(manifest);
    Files.writeString(manifest, json.replaceFirst("(\"schema-version\"\\s*:\\s*)\\d+", "$199"));
    Files.deleteIfExists(newer.resolve(".dataset.json.crc"));

    train(newer.toString(), place("nowhere"))
        .isOneLine(
            ExitCode.BAD_INPUT,
            manifest.toString(),
            "has schema-version 99, this program reads 1 to ",
            "use a newer program");
    run(
            "sweep",
            "--data=" + newer,
            "--output=" + place("nowhere"),
            "--set=sweep.seeds=[1]",
            "--master=local[1]")
        .isOneLine(ExitCode.BAD_INPUT, "has schema-version 99");
  }

  @Test
  void aDamagedFileThatATaskFindsIsBadInput() throws IOException {
    Path damaged = copy("damaged");
    Path file;
    try (Stream<Path> files = Files.walk(damaged)) {
      file =
          files.filter(f -> f.toString().endsWith(".parquet")).sorted().findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 3] ^= 0x55;
    Files.write(file, bytes);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));

    train(damaged.toString(), place("damaged-out"))
        .isOneLine(ExitCode.BAD_INPUT, file.getFileName().toString(), "is damaged");
  }

  @Test
  void aFolderThatCannotBeWrittenInTheMiddleOfARunIsOneLine() {
    train(data.toString(), "denying://" + place("read-only"))
        .isOneLine(ExitCode.RUN_FAILED, "read-only", "access is denied", "grant it to user");
  }

  @Test
  void tooLittleMemoryIsToldBeforeTheTraining() {
    Outcome outcome =
        run(
            "train",
            "--data=" + data,
            "--output=" + place("too-large"),
            "--master=local[40]",
            "--set=network.name=vgg-16",
            "--set=train.workers=40");

    assertThat(outcome.exit).as(outcome.err).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err.lines())
        .allMatch(line -> line.startsWith("error: memory: "))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "org.bytedeco.javacpp.maxbytes: is ",
                        "40 workers of vgg-16 at train.batch-size 128 need ",
                        "set CONVRELU_OFF_HEAP=",
                        "--master local[1]"))
        .anySatisfy(
            line -> assertThat(line).contains("spark.driver.memory: ", "CONVRELU_DRIVER_MEMORY="));
    assertThat(folder.resolve("too-large")).doesNotExist();
  }

  @Test
  void aBatchThatFitsNoBufferIsToldBeforeTheTraining() throws IOException {
    // 4 images a worker of 2048×2048 would be 64 channels × 2048 × 2048 × 4 × 4 bytes.
    Path huge = copy("huge");
    Path manifest = huge.resolve("dataset.json");
    String json = Files.readString(manifest);
    Files.writeString(
        manifest,
        json.replaceFirst("(\"height\"\\s*:\\s*)\\d+", "$12048")
            .replaceFirst("(\"width\"\\s*:\\s*)\\d+", "$12048"));
    Files.deleteIfExists(huge.resolve(".dataset.json.crc"));

    train(huge.toString(), place("nowhere"), "--set=network.name=resnet-18")
        .isOneLine(ExitCode.USAGE, "train.batch-size", "do not fit one buffer of 2 GiB");
  }

  /** Bounds are properties of a JVM, so that it takes one to see them at work. */
  @Test
  void aBoundThatIsTooSmallEndsTheProcessWithExitCode2() throws Exception {
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-Dorg.bytedeco.javacpp.maxbytes=4m");
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(
        List.of(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions().split(" ")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(
        List.of("train", "--data=" + data, "--output=" + place("bound"), "--master=local[1]"));
    command.addAll(SMALL);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(err.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("OMP_NUM_THREADS", "1");
    Process process = builder.start();

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String told = Files.readString(err, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(told).isEqualTo(ExitCode.USAGE);
    assertThat(told.lines().filter(line -> line.startsWith("error: ")))
        .singleElement()
        .asString()
        .contains("org.bytedeco.javacpp.maxbytes: is 4m", "CONVRELU_OFF_HEAP=");
    assertThat(told).doesNotContain("\tat ");
  }

  private static Path copy(String name) throws IOException {
    Path target = folder.resolve(name);
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(data.relativize(file).toString()));
      }
    }
    return target;
  }
}
