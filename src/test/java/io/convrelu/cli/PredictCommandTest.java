package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.data.OfficialFiles;
import io.convrelu.data.PreparationChoices;
import io.convrelu.data.prepare.DatasetName;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.data.prepare.PrepareRequest;
import io.convrelu.data.prepare.Preparer;
import io.convrelu.data.synthetic.SyntheticSize;
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
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users see of {@code predict} and {@code export}: what is printed, and every bad input. */
class PredictCommandTest {

  @TempDir private static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void prepare() throws IOException {
    try (SparkSession spark = LocalSpark.start("local[2]")) {
      SyntheticData.images(spark, folder.resolve("images"), 20);
      SyntheticData.texts(spark, folder.resolve("texts"), 20);
      prepare(spark, DatasetName.SYNTHETIC, "", "five-classes", new SyntheticSize(20, 5));
      Path cifar = OfficialFiles.cifar10(folder);
      prepare(spark, DatasetName.CIFAR10, cifar.toString(), "cifar", SyntheticSize.DEFAULT);
      Path fashion = OfficialFiles.fashionMnist(folder);
      prepare(
          spark, DatasetName.FASHION_MNIST, fashion.toString(), "fashion", SyntheticSize.DEFAULT);
      Path renamed = copy(folder.resolve("images"), "renamed");
      edit(renamed.resolve("dataset.json"), "synthetic-02", "synthetic-zwei");
      plainFiles(spark);
    }
    train("images", "trained");
    train("cifar", "trained-cifar");
  }

  private static void prepare(
      SparkSession spark, DatasetName name, String input, String output, SyntheticSize size)
      throws IOException {
    new Preparer(spark)
        .prepare(
            new PrepareRequest(
                name,
                input,
                place(output),
                1,
                new PreparationChoices(0, OptionalInt.empty()),
                size,
                ExistingOutput.REFUSE));
  }

  private static void plainFiles(SparkSession spark) {
    Dataset<Row> rows = spark.read().parquet(place("images/data/split=test"));
    rows.drop("image").write().parquet(place("no-image"));
    rows.drop("id").write().parquet(place("no-id"));
    rows.selectExpr("id", "'a photo' as image").write().parquet(place("named-images"));
    rows.selectExpr("id", "'1' as label", "image").write().parquet(place("text-labels"));
    rows.selectExpr("id", "label + 2 as label", "image").write().parquet(place("high-labels"));
    rows.selectExpr("id", "label + 4294967296L as label", "image")
        .write()
        .parquet(place("huge-labels"));
    rows.filter("id is null").write().parquet(place("no-rows"));
    rows.selectExpr("nullif(id, id) as id", "image").write().parquet(place("null-ids"));
    rows.selectExpr(
            "id",
            "named_struct('height', 64, 'width', 64, 'nChannels', 3, 'data', image.data) image")
        .write()
        .parquet(place("large-images"));
    rows.selectExpr(
            "id",
            "named_struct('height', 32, 'width', 32, 'nChannels', 3, 'data', cast('a' as binary))"
                + " image")
        .write()
        .parquet(place("short-images"));
    rows.selectExpr("id", "nullif(image, image) as image").write().parquet(place("null-images"));
  }

  private static void train(String data, String output) {
    assertThat(
            Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .execute(
                    "train",
                    "--master=local[1]",
                    "--data=" + place(data),
                    "--output=" + place(output),
                    "--set=network.name=cnn-small",
                    "--set=train.epochs=1",
                    "--set=train.lr-steps=[]",
                    "--set=train.workers=1"))
        .isZero();
  }

  @Test
  void itPrintsAccuracyAndPlace() {
    assertThat(run(predict("trained", "images", "printed"))).as(err.toString()).isZero();

    assertThat(out.toString().lines().toList())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "model: "
                            + place("trained/model")
                            + " (4 classes of synthetic, SYNTHETIC)"),
            line -> assertThat(line).isEqualTo("examples: 4 SYNTHETIC"),
            line -> assertThat(line).matches("accuracy: [01]\\.\\d{4} \\([0-4] of 4 labelled .*"),
            line -> assertThat(line).matches("loss: \\d+\\.\\d{4}"),
            line -> assertThat(line).matches("examples/s: [0-9.]+ \\(read, scored and written\\)"),
            line -> assertThat(line).isEqualTo("predictions: " + place("printed")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Another number of classes, other names, another size, another kind.
        "trained | five-classes | five-classes: has 5 classes, the model # knows 4; give data of",
        "trained | renamed | calls class 2 'synthetic-zwei', the model # calls it 'synthetic-02'",
        "trained | fashion | holds 28×28 images of 1 channel, the model # reads 32×32 images of 3",
        "trained | texts | texts: holds texts, the model # reads 32×32 images of 3 channels",
        // Parquet files that lack something.
        "trained | no-image | no-image: has no column image; its columns are id string, label",
        "trained | no-id | has no column id, which tells predictions apart; its columns are",
        "trained | named-images | has column image of type string, expected Spark's image struct",
        "trained | text-labels | text-labels: column label: is of type string, expected a whole",
        "trained | high-labels | : has label 4, the model's classes are 0 to 3; give examples of",
        "trained | huge-labels | : has label 42949672",
        "trained | null-ids | null-ids: example null: has no id; give",
        "trained | large-images | is one of 64×64 images of 3 channels, the model reads 32×32",
        "trained | short-images | has 1 bytes of pixels, expected 3072; give examples",
        "trained | null-images | : is null; give examples of the kind",
        // Nothing to score.
        "trained | no-rows | no-rows: has no examples; give another input",
        "trained | empty | is neither a prepared data set nor Parquet files (",
        "trained | absent | absent: does not exist; expected a prepared data set, Parquet files",
        "trained | cifar-10-batches-bin | for official files give their format with --dataset",
        // Damaged data.
        "trained | damaged | part-00000.parquet: is damaged (",
        "trained | cut | dataset.json says",
        // What is no model.
        "flipped | images | parameters.bin: does not match model.json (length or SHA-256)",
        "truncated | images | model.json: is not JSON; the model is damaged, train it again or",
        "newer | images | model.json: format: is 9, this program reads format 1 to 3; read it",
        "images | images | images: is a prepared data set; expected the folder model/ that",
        "no-image | images | no-image: has no model.json, itself or in model/; expected the",
        "unfinished | images | is a training that has not come to its end, or has diverged, and",
        "dl4j.zip | images | dl4j.zip: is a file, and models that come as one (such as DL4J's",
        "absent | images | absent: does not exist; expected the folder model/ that",
      })
  void badInputIsToldInOneLineAndLeavesNothing(String model, String input, String message)
      throws IOException {
    breakThings();

    assertThat(run(predict(model, input, "out"))).as(err.toString()).isEqualTo(ExitCode.BAD_INPUT);

    oneError(message.replace("#", place(model) + "/model"));
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "images | --top=5 | --top: is 5, allowed: 1 to 4, the classes of the model",
        "images | --top=0 | --top: is 0, allowed: 1 or more",
        "images | --batch-size=0 | --batch-size: is 0, allowed: 1 to 65536",
        "images | --dataset=cifar | --dataset: is 'cifar', allowed: cifar10, cifar100",
        "images | --dataset=synthetic | --dataset: synthetic is generated, it has no official",
        "cifar-10-batches-bin | --dataset=cifar10 --split=validation | have no validation split",
        "no-image | --split=test | --split: is for prepared data sets and official files",
      })
  void optionsThatDoNotFitAreErrorsOfTheCommandLine(String input, String options, String message)
      throws IOException {
    List<String> command = predict("trained", input, "out");
    command.addAll(List.of(options.split(" ")));

    assertThat(run(command)).as(err.toString()).isEqualTo(ExitCode.USAGE);

    oneError(message);
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trained | images | --split=validation | images: has no validation examples; give another",
        "trained | cifar-10-batches-bin | --dataset=cifar10 | has 10 classes, the model",
        "trained-cifar | cut-cifar | --dataset=cifar10 | test_batch.bin: record 19: is cut off",
        "trained-cifar | bad-cifar | --dataset=cifar10 | test_batch.bin: record 7: label is 99",
        "trained-cifar | images | --dataset=cifar10 | images",
        "trained | rt-polaritydata | --dataset=mr | holds texts, the model",
      })
  void officialFilesAndSplitsAreCheckedToo(
      String model, String input, String option, String message) throws IOException {
    breakThings();
    List<String> command = predict(model, input, "out");
    command.add(option);

    assertThat(run(command)).as(err.toString()).isEqualTo(ExitCode.BAD_INPUT);

    oneError(message);
    assertNothingIsLeft();
  }

  @Test
  void exportsAModelThatIsSoundAndNothingElse() throws IOException {
    breakThings();
    List<String> command = List.of("export", "--master=local[1]", "--output=" + place("x.zip"));
    List<String> sound = new ArrayList<>(command);
    sound.add("--model=" + place("trained"));
    List<String> damaged = new ArrayList<>(command);
    damaged.add("--model=" + place("flipped"));

    assertThat(run(damaged)).isEqualTo(ExitCode.BAD_INPUT);
    oneError("parameters.bin: does not match model.json");
    assertThat(folder.resolve("x.zip")).doesNotExist();

    assertThat(run(sound)).as(err.toString()).isZero();
    assertThat(out.toString()).endsWith("exported: " + place("x.zip") + System.lineSeparator());
    err.getBuffer().setLength(0);
    assertThat(run(sound)).isEqualTo(ExitCode.USAGE);
    oneError("x.zip: --output: exists already; replace it with --overwrite");
    Files.delete(folder.resolve("x.zip"));
  }

  /** Copies with one fault each. */
  private static void breakThings() throws IOException {
    if (Files.exists(folder.resolve("flipped"))) {
      return;
    }
    Files.createDirectories(folder.resolve("empty"));
    Files.createDirectories(folder.resolve("unfinished"));
    Files.writeString(folder.resolve("unfinished/metrics.jsonl"), "{}\n");
    Files.writeString(folder.resolve("dl4j.zip"), "PK");
    flip(copy(folder.resolve("trained"), "flipped").resolve("model/parameters.bin"), 0.5);
    truncate(copy(folder.resolve("trained"), "truncated").resolve("model/model.json"), 0.5);
    Path newer = copy(folder.resolve("trained"), "newer").resolve("model/model.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode index = (ObjectNode) json.readTree(Files.readString(newer));
    Files.writeString(newer, json.writeValueAsString(index.put("format", 9)));
    Path data = Path.of("data/split=test/part-00000.parquet");
    flip(copy(folder.resolve("images"), "damaged").resolve(data), 0.5);
    truncate(copy(folder.resolve("images"), "cut").resolve(data), 0.5);
    Path cifar = folder.resolve("cifar-10-batches-bin");
    truncate(copy(cifar, "cut-cifar").resolve("test_batch.bin"), 0.99);
    Path bad = copy(cifar, "bad-cifar").resolve("test_batch.bin");
    byte[] records = Files.readAllBytes(bad);
    records[7 * OfficialFiles.CIFAR_10_RECORD] = 99;
    Files.write(bad, records);
    OfficialFiles.mr(folder);
  }

  private static Path copy(Path from, String name) throws IOException {
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        // Hadoop's checksums would notice everything first, where there are any.
        if (!file.getFileName().toString().endsWith(".crc")) {
          Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
      }
    }
    return to;
  }

  private static void edit(Path file, String from, String to) throws IOException {
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  private static void flip(Path file, double at) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[(int) (content.length * at)] ^= 1;
    Files.write(file, content);
  }

  private static void truncate(Path file, double at) throws IOException {
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, (int) (content.length * at)));
  }

  private static List<String> predict(String model, String input, String output) {
    return new ArrayList<>(
        List.of(
            "predict",
            "--master=local[1]",
            "--model=" + place(model),
            "--input=" + place(input),
            "--output=" + place(output)));
  }

  private int run(List<String> arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  private void oneError(String message) {
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("error: ")
        .contains(message);
  }

  private static void assertNothingIsLeft() throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      assertThat(inside.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("out") || name.startsWith(".out"));
    }
  }

  private static String place(String name) {
    return folder.resolve(name).toString();
  }
}
