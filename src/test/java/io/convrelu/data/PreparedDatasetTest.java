package io.convrelu.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.prepare.DatasetName;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.data.prepare.PrepareRequest;
import io.convrelu.data.prepare.Preparer;
import io.convrelu.data.synthetic.SyntheticSize;
import io.convrelu.testing.LocalSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class PreparedDatasetTest {

  @TempDir Path folder;

  private Path data;

  @BeforeEach
  void prepare(SparkSession spark) throws IOException {
    data = folder.resolve("data set, with a blank");
    new Preparer(spark)
        .prepare(
            new PrepareRequest(
                DatasetName.SYNTHETIC,
                "",
                data.toString(),
                3,
                new PreparationChoices(0, OptionalInt.empty()),
                new SyntheticSize(50, 4),
                ExistingOutput.REFUSE));
  }

  @Test
  void rowsHaveTheColumnsOfTheSchemaAndNoOthers(SparkSession spark) {
    Dataset<Row> rows = open().rows(spark, Split.TRAIN);
    assertThat(rows.columns()).containsExactly(ExampleSchema.IMAGES.fieldNames());
    assertThat(rows.count()).isEqualTo(50);
    assertThat(rows.select("id").distinct().count()).isEqualTo(50);
    assertThat(rows.filter("label = 3").count()).isEqualTo(12);
  }

  @Test
  void aSplitThatIsNotThereHasNoRows(SparkSession spark) {
    Dataset<Row> rows = open().rows(spark, Split.VALIDATION);
    assertThat(rows.count()).isZero();
    assertThat(rows.columns()).containsExactly(ExampleSchema.IMAGES.fieldNames());
    assertThat(open().files(Split.VALIDATION)).isEmpty();
  }

  @Test
  void anySparkProgramReadsTheFolder(SparkSession spark) {
    Dataset<Row> all = spark.read().parquet(data.resolve("data").toString());
    assertThat(all.filter("split = 'test'").count()).isEqualTo(10);
    assertThat(all.selectExpr("max(image.height)").head().getInt(0)).isEqualTo(32);
  }

  @Test
  void filesThatAreNotListedAreNotRead(SparkSession spark) throws IOException {
    Path listed = data.resolve("data/split=train/part-00000.parquet");
    Files.copy(listed, listed.resolveSibling("stray.parquet"));
    assertThat(open().rows(spark, Split.TRAIN).count()).isEqualTo(50);
  }

  @Test
  void fingerprintIsThatOfTheDescription() throws IOException {
    assertThat(open().fingerprint()).matches("[0-9a-f]{64}");
    String before = open().fingerprint();
    edit("\"seed\" : 3", "\"seed\" : 4");
    assertThat(open().fingerprint()).isNotEqualTo(before);
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(data.resolve("data/split=test/part-00000.parquet"));
    assertThatThrownBy(this::open)
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("split=test/part-00000.parquet", "is missing");
  }

  @Test
  void aMissingFolderIsNamed() throws IOException {
    Files.move(data.resolve("data"), data.resolve("elsewhere"));
    assertThatThrownBy(this::open)
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("split=train", "is missing");
  }

  @Test
  void aFileThatIsCutOffIsNamed() throws IOException {
    Path file = data.resolve("data/split=train/part-00000.parquet");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(this::open)
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(
            "split=train/part-00000.parquet", (bytes.length - 1) + " bytes", "" + bytes.length);
  }

  @Test
  void aNewerVersionIsRefused() throws IOException {
    edit("\"schema-version\" : 1", "\"schema-version\" : 2");
    assertThatThrownBy(this::open)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("schema-version 2");
  }

  @Test
  void whereThereIsNoneTheRemedyIsNamed() {
    for (String path : new String[] {folder.resolve("nowhere").toString(), folder.toString()}) {
      assertThatThrownBy(() -> PreparedDataset.open(new Configuration(), path))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll(path, "jobs/prepare.sh");
    }
  }

  @Test
  void anEditThatTheChecksumOfTheFileSystemFindsIsDamage() throws IOException {
    Path json = data.resolve("dataset.json");
    Files.writeString(json, Files.readString(json).replace("\"seed\" : 3", "\"seed\" : 5"));
    assertThatThrownBy(this::open)
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("dataset.json", "damaged");
  }

  private PreparedDataset open() {
    return PreparedDataset.open(new Configuration(), data.toString());
  }

  private void edit(String from, String to) throws IOException {
    Path json = data.resolve("dataset.json");
    String text = Files.readString(json);
    assertThat(text).contains(from);
    Files.write(json, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    Files.deleteIfExists(json.resolveSibling(".dataset.json.crc"));
  }
}
