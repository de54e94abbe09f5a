package io.convrelu.train.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convrelu.conf.ConfigException;
import io.convrelu.data.OfficialFiles;
import io.convrelu.data.PreparationChoices;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.archive.Archives;
import io.convrelu.data.prepare.DatasetName;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.data.prepare.PrepareRequest;
import io.convrelu.data.prepare.Preparer;
import io.convrelu.data.synthetic.SyntheticSize;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import io.convrelu.train.Evaluation;
import io.convrelu.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trained models on a real Spark in this JVM. */
class PredictorTest {

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static PreparedDataset images;
  private static TrainingRun trained;

  @BeforeAll
  static void train() {
    spark = LocalSpark.start("local[2]");
    images = SyntheticData.images(spark, folder.resolve("images"), 203);
    trained = SmallTraining.images(spark, images, folder.resolve("trained"));
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void accuracyIsThatOfTheTrainingsLastEpoch() throws IOException {
    PredictionSummary summary = predict("trained", "images", "as-evaluated");

    // One worker and one file: the same examples in the same order in the same batches.
    Evaluation evaluation = trained.epochs().get(0).test();
    assertThat(summary.score().examples()).isEqualTo(40);
    assertThat(summary.score().top1()).isEqualTo(evaluation.top1());
    assertThat(summary.score().loss()).isEqualTo(evaluation.loss());
    JsonNode metrics =
        new ObjectMapper().readTree(Files.readString(folder.resolve("trained/metrics.jsonl")));
    assertThat(summary.score().top1()).isEqualTo(metrics.path("test").path("top1").asDouble());
    assertThat(summary.examplesPerSecond()).isPositive();
  }

  @Test
  void everyExampleHasItsClassesInOrder() throws IOException {
    predict(request("trained", "images", "columns", Optional.of(SplitChoice.ALL), 3));

    List<Row> rows = read("columns").collectAsList();
    assertThat(rows).hasSize(243).extracting(row -> row.getString(0)).doesNotHaveDuplicates();
    assertThat(read("columns").schema().catalogString())
        .isEqualTo(
            "struct<id:string,label:int,class:int,class_name:string,probability:float,"
                + "probabilities:array<float>,"
                + "top:array<struct<class:int,name:string,probability:float>>>");
    List<String> names = images.description().classNames();
    for (Row row : rows) {
      List<Float> probabilities = row.getList(5);
      List<Row> top = row.getList(6);
      assertThat(probabilities).hasSize(4);
      assertThat(probabilities.stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-5));
      assertThat(top).hasSize(3);
      assertThat(top.get(0).getInt(0)).isEqualTo(row.getInt(2));
      assertThat(row.getFloat(4)).isEqualTo(probabilities.get(row.getInt(2)));
      assertThat(row.getString(3)).isEqualTo(names.get(row.getInt(2)));
      float above = 1;
      for (Row ranked : top) {
        assertThat(ranked.getFloat(2))
            .isEqualTo(probabilities.get(ranked.getInt(0)))
            .isLessThanOrEqualTo(above);
        assertThat(ranked.getString(1)).isEqualTo(names.get(ranked.getInt(0)));
        above = ranked.getFloat(2);
      }
    }
    assertThat(Files.readString(folder.resolve("columns/_predictions.json")))
        .contains("\"split\" : \"all\"", "\"synthetic\" : true", "\"labelled\" : 243")
        .contains(trained.model().parametersSha256());
    assertThat(leftovers("columns")).isEmpty();
  }

  @Test
  void ofEqualProbabilitiesTheLowerClassComesFirst() {
    assertThat(PredictionRows.mostProbable(new float[] {0.2f, 0.3f, 0.2f, 0.3f}, 4))
        .containsExactly(1, 3, 0, 2);
  }

  @Test
  void parquetFilesNeedNoLabels() throws IOException {
    predict("trained", "images", "labelled");
    images.rows(spark, Split.TEST).drop("label").write().parquet(place("plain"));

    PredictionSummary summary = predict("trained", "plain", "unlabelled");

    assertThat(summary.score().labelled()).isZero();
    assertThat(summary.score().top1()).isNaN();
    assertThat(read("unlabelled").filter("label is not null").count()).isZero();
    assertThat(probabilities("unlabelled")).isEqualTo(probabilities("labelled"));
  }

  @Test
  void labelsOfParquetFilesMayBeAnyWholeNumbersAndMissingInPart() throws IOException {
    images
        .rows(spark, Split.TEST)
        .selectExpr("id", "if(label = 0, null, cast(label as bigint)) as label", "image")
        .write()
        .parquet(place("some-labels"));

    PredictionSummary summary = predict("trained", "some-labels", "some-labelled");

    assertThat(summary.score().examples()).isEqualTo(40);
    assertThat(summary.score().labelled()).isEqualTo(30);
  }

  @Test
  void textsMayComeAsCodesOrAsStrings() throws IOException {
    PreparedDataset texts = SyntheticData.texts(spark, folder.resolve("texts"), 60);
    TrainingRun run = SmallTraining.texts(spark, texts, folder.resolve("trained-texts"));
    texts.rows(spark, Split.TEST).drop("codes", "label").write().parquet(place("strings"));

    PredictionSummary summary = predict("trained-texts", "texts", "codes-scored");
    predict("trained-texts", "strings", "strings-scored");

    assertThat(summary.score().top1()).isEqualTo(run.epochs().get(0).test().top1());
    assertThat(summary.score().loss()).isEqualTo(run.epochs().get(0).test().loss());
    assertThat(probabilities("strings-scored")).isEqualTo(probabilities("codes-scored"));
  }

  @Test
  void officialFilesAreReadAsPrepareReadsThem() throws IOException {
    Path official = OfficialFiles.cifar10(folder.resolve("official"));
    Archives.tarGz(folder.resolve("cifar.tar.gz"), official);
    prepare(DatasetName.CIFAR10, official, "cifar");
    PreparedDataset data =
        PreparedDataset.open(spark.sparkContext().hadoopConfiguration(), place("cifar"));
    SmallTraining.images(spark, data, folder.resolve("trained-cifar"));

    PredictionSummary prepared = predict("trained-cifar", "cifar", "from-prepared");
    for (String input : new String[] {official.toString(), place("cifar.tar.gz")}) {
      String output = "from-official-" + input.length();
      PredictionSummary raw =
          predict(
              new PredictionRequest(
                  place("trained-cifar"),
                  input,
                  place(output),
                  Optional.of(DatasetName.CIFAR10),
                  Optional.empty(),
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  ExistingOutput.REFUSE));
      assertThat(raw.score().top1()).isEqualTo(prepared.score().top1());
      assertThat(classes(output)).hasSize(20).isEqualTo(classes("from-prepared"));
      assertThat(leftovers(output)).isEmpty();
    }
  }

  @Test
  void batchesOfAnotherSizeFindTheSameClasses() throws IOException {
    predict("trained", "images", "large-batches");
    predict(
        new PredictionRequest(
            place("trained/model"),
            place("images"),
            place("small-batches"),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.of(7),
            ExistingOutput.REFUSE));

    assertThat(classes("small-batches")).isEqualTo(classes("large-batches"));
  }

  @Test
  void predictionsAreReplacedOnlyWhenToldAndOnlyByWholeOnes() throws IOException {
    predict("trained", "images", "replaced");
    PredictionRequest again = request("trained", "images", "replaced", Optional.empty(), 4);
    assertThatThrownBy(() -> predict(again))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--overwrite");

    Path broken = folder.resolve("broken-input");
    Files.createDirectories(broken);
    Files.writeString(broken.resolve("part-0.parquet"), "no parquet");
    assertThatThrownBy(() -> predict(overwriting("broken-input", "replaced")))
        .hasMessageContaining("is not a Parquet file");
    assertThat(read("replaced").count()).isEqualTo(40);

    predict(overwriting("images", "replaced"));
    assertThat(read("replaced").count()).isEqualTo(40);
    assertThat(leftovers("replaced")).isEmpty();

    Files.createDirectories(folder.resolve("foreign"));
    Files.writeString(folder.resolve("foreign/notes.txt"), "mine");
    assertThatThrownBy(() -> predict(overwriting("images", "foreign")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("holds no predictions, so it is not touched");
    assertThat(folder.resolve("foreign/notes.txt")).exists();
  }

  @Test
  void whatKilledRunsLeftIsCleared() throws IOException {
    predict("trained", "images", "killed");
    Files.move(folder.resolve("killed"), folder.resolve("killed.replaced-1"));
    Files.createDirectories(folder.resolve("killed.predicting-2/result"));

    assertThatThrownBy(() -> predict("trained", "images", "killed"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("holds predictions already");

    assertThat(read("killed").count()).isEqualTo(40);
    assertThat(leftovers("killed")).isEmpty();
  }

  private static PredictionRequest overwriting(String input, String output) {
    return new PredictionRequest(
        place("trained"),
        place(input),
        place(output),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        ExistingOutput.REPLACE);
  }

  private static PredictionRequest request(
      String model, String input, String output, Optional<SplitChoice> split, int top) {
    return new PredictionRequest(
        place(model),
        place(input),
        place(output),
        Optional.empty(),
        split,
        OptionalInt.of(top),
        OptionalInt.empty(),
        ExistingOutput.REFUSE);
  }

  private static PredictionSummary predict(String model, String input, String output)
      throws IOException {
    return predict(request(model, input, output, Optional.empty(), 2));
  }

  private static PredictionSummary predict(PredictionRequest request) throws IOException {
    return new Predictor(spark).predict(request);
  }

  private static void prepare(DatasetName name, Path input, String output) throws IOException {
    new Preparer(spark)
        .prepare(
            new PrepareRequest(
                name,
                input.toString(),
                place(output),
                1,
                new PreparationChoices(0, OptionalInt.empty()),
                SyntheticSize.DEFAULT,
                ExistingOutput.REFUSE));
  }

  private static Dataset<Row> read(String output) {
    return spark.read().parquet(place(output));
  }

  private static Map<String, List<Float>> probabilities(String output) {
    Map<String, List<Float>> all = new TreeMap<>();
    read(output).collectAsList().forEach(row -> all.put(row.getString(0), row.getList(5)));
    return all;
  }

  private static Map<String, Integer> classes(String output) {
    Map<String, Integer> all = new TreeMap<>();
    read(output).collectAsList().forEach(row -> all.put(row.getString(0), row.getInt(2)));
    return all;
  }

  private static List<String> leftovers(String output) throws IOException {
    try (Stream<Path> siblings = Files.list(folder)) {
      return siblings
          .map(path -> path.getFileName().toString())
          .filter(name -> name.contains(output + ".") || name.startsWith("." + output))
          .toList();
    }
  }

  private static String place(String name) {
    return folder.resolve(name).toString();
  }
}
