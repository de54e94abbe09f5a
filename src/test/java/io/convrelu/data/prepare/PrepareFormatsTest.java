package io.convrelu.data.prepare;

import static io.convrelu.data.prepare.PrepareHarness.byId;
import static io.convrelu.data.prepare.PrepareHarness.prepare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.data.CharAlphabet;
import io.convrelu.data.DatasetDescription;
import io.convrelu.data.ExampleKind;
import io.convrelu.data.OfficialFiles;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Sha256;
import io.convrelu.data.Split;
import io.convrelu.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each official format, small, through the whole job, held against the bytes it was made of. */
@ExtendWith(LocalSpark.class)
class PrepareFormatsTest {

  @TempDir Path folder;

  @Test
  void cifar10KeepsEveryPixelAndLabel(SparkSession spark) throws IOException {
    Path input = OfficialFiles.cifar10(folder);
    PreparedDataset dataset = prepare(spark, DatasetName.CIFAR10, input, folder.resolve("out"));

    DatasetDescription description = dataset.description();
    assertThat(description.name()).isEqualTo("cifar10");
    assertThat(description.kind()).isEqualTo(ExampleKind.IMAGE);
    assertThat(description.synthetic()).isFalse();
    assertThat(description.classNames()).hasSize(10).startsWith("airplane").endsWith("truck");
    assertThat(description.coarseClassNames()).isEmpty();
    assertThat(description.counts())
        .containsOnlyKeys(Split.TRAIN, Split.TEST)
        .containsEntry(Split.TRAIN, Collections.nCopies(10, 6L))
        .containsEntry(Split.TEST, Collections.nCopies(10, 2L));
    assertThat(description.sources())
        .containsOnlyKeys(
            "data_batch_1.bin", "data_batch_3.bin", "test_batch.bin", "batches.meta.txt")
        .containsEntry("data_batch_1.bin", sha256(input.resolve("data_batch_1.bin")));

    Map<String, Row> rows = byId(spark, dataset, Split.TRAIN);
    assertThat(rows).hasSize(60);
    byte[] file = Files.readAllBytes(input.resolve("data_batch_3.bin"));
    Row row = rows.get("data_batch_3.bin#17");
    assertThat(row.<Integer>getAs("label")).isEqualTo(7);
    assertThat(row.isNullAt(row.fieldIndex("coarse_label"))).isTrue();
    Row image = row.getAs("image");
    assertThat(ImageSchema.getOrigin(image)).isEqualTo("data_batch_3.bin#17");
    assertThat(ImageSchema.getHeight(image)).isEqualTo(32);
    assertThat(ImageSchema.getWidth(image)).isEqualTo(32);
    assertThat(ImageSchema.getNChannels(image)).isEqualTo(3);
    assertThat(ImageSchema.getMode(image)).isEqualTo(16);
    byte[] data = ImageSchema.getData(image);
    int record = 17 * OfficialFiles.CIFAR_10_RECORD + 1;
    int x = 5;
    int y = 30;
    for (int channel = 0; channel < 3; channel++) {
      byte official = file[record + channel * 1024 + 32 * y + x];
      assertThat(data[3 * (32 * y + x) + 2 - channel]).isEqualTo(official);
    }
  }

  @Test
  void statisticsAreOfTheTrainSplitInTheOrderRedGreenBlue(SparkSession spark) throws IOException {
    Path input = OfficialFiles.cifar10(folder);
    PreparedDataset dataset = prepare(spark, DatasetName.CIFAR10, input, folder.resolve("out"));

    double sum = 0;
    double squares = 0;
    for (String name : List.of("data_batch_1.bin", "data_batch_3.bin")) {
      byte[] file = Files.readAllBytes(input.resolve(name));
      for (int record = 0; record < 30; record++) {
        for (int i = 0; i < 1024; i++) {
          int red = file[record * OfficialFiles.CIFAR_10_RECORD + 1 + i] & 0xff;
          sum += red;
          squares += red * red;
        }
      }
    }
    double mean = sum / (60 * 1024);
    double deviation = Math.sqrt(squares / (60 * 1024) - mean * mean);
    assertThat(dataset.description().image().mean().get(0)).isCloseTo(mean, within(1e-6));
    assertThat(dataset.description().image().deviation().get(0)).isCloseTo(deviation, within(1e-6));
  }

  @Test
  void cifar100KeepsCoarseLabels(SparkSession spark) throws IOException {
    Path input = OfficialFiles.cifar100(folder);
    PreparedDataset dataset = prepare(spark, DatasetName.CIFAR100, input, folder.resolve("out"));

    assertThat(dataset.description().classes()).isEqualTo(100);
    assertThat(dataset.description().coarseClassNames()).hasSize(20).startsWith("coarse0");
    Row row = byId(spark, dataset, Split.TEST).get("test.bin#42");
    assertThat(row.<Integer>getAs("label")).isEqualTo(42);
    assertThat(row.<Integer>getAs("coarse_label")).isEqualTo(8);
    byte[] file = Files.readAllBytes(input.resolve("test.bin"));
    byte firstBlue = file[42 * OfficialFiles.CIFAR_100_RECORD + 2 + 2048];
    assertThat(ImageSchema.getData(row.getAs("image"))[0]).isEqualTo(firstBlue);
  }

  @Test
  void tinyImagenetValidationIsTheTestSplitAndGreyBecomesColour(SparkSession spark)
      throws IOException {
    Path input = OfficialFiles.tinyImagenet(folder);
    Path output = folder.resolve("out");
    PreparedDataset dataset = prepare(spark, DatasetName.TINY_IMAGENET, input, output);

    // Labels follow wnids.txt, which need not be sorted.
    assertThat(dataset.description().classNames())
        .containsExactly("n02 jellyfish", "n01 tailed frog");
    assertThat(dataset.description().counts())
        .containsOnlyKeys(Split.TRAIN, Split.TEST)
        .containsEntry(Split.TRAIN, List.of(3L, 3L))
        .containsEntry(Split.TEST, List.of(2L, 2L));
    assertThat(
            byId(spark, dataset, Split.TEST).get("val/images/val_2.JPEG").<Integer>getAs("label"))
        .isEqualTo(1);
    Map<String, Row> train = byId(spark, dataset, Split.TRAIN);
    byte[] colour = ImageSchema.getData(train.get("train/n01/images/n01_1.JPEG").getAs("image"));
    assertThat(colour).hasSize(64 * 64 * 3);
    // Made of red 50, green 110, blue 170; JPEG may be one or two off.
    assertThat(colour[0] & 0xff).isCloseTo(170, within(2));
    assertThat(colour[1] & 0xff).isCloseTo(110, within(2));
    assertThat(colour[2] & 0xff).isCloseTo(50, within(2));
    byte[] grey = ImageSchema.getData(train.get("train/n01/images/n01_2.JPEG").getAs("image"));
    assertThat(grey).hasSize(64 * 64 * 3).containsOnly(grey[0]);
    assertThat(grey[0] & 0xff).isCloseTo(60, within(1));
  }

  @Test
  void tinyImagenetFoldersHaveTheChecksumThatShaSumPrints(SparkSession spark) throws IOException {
    Path input = OfficialFiles.tinyImagenet(folder);
    Path output = folder.resolve("out");
    PreparedDataset dataset = prepare(spark, DatasetName.TINY_IMAGENET, input, output);

    StringBuilder lines = new StringBuilder();
    for (String name : List.of("n01_0.JPEG", "n01_1.JPEG", "n01_2.JPEG")) {
      lines.append(sha256(input.resolve("train/n01/images").resolve(name)) + "  " + name + "\n");
    }
    Path listing = Files.writeString(folder.resolve("listing"), lines);
    assertThat(dataset.description().sources())
        .containsOnlyKeys(
            "wnids.txt",
            "words.txt",
            "val/val_annotations.txt",
            "train/n01/images/",
            "train/n02/images/",
            "val/images/")
        .containsEntry("train/n01/images/", sha256(listing));
  }

  @Test
  void agNewsJoinsTitleAndDescription(SparkSession spark) throws IOException {
    Path input = OfficialFiles.agNews(folder);
    PreparedDataset dataset = prepare(spark, DatasetName.AG_NEWS, input, folder.resolve("out"));

    assertThat(dataset.description().classNames())
        .containsExactly("World", "Sports", "Business", "Sci/Tech");
    assertThat(dataset.description().kind()).isEqualTo(ExampleKind.TEXT);
    Row row = byId(spark, dataset, Split.TRAIN).get("train.csv#6");
    String text = "Title 5 It said \"no\", twice";
    assertThat(row.<String>getAs("text")).isEqualTo(text);
    assertThat(row.<Integer>getAs("label")).isEqualTo(1);
    assertThat(row.<byte[]>getAs("codes")).isEqualTo(new CharAlphabet().encode(text));
  }

  @Test
  void yelpReplacesEscapes(SparkSession spark) throws IOException {
    Path input = OfficialFiles.yelp(folder);
    PreparedDataset dataset = prepare(spark, DatasetName.YELP_FULL, input, folder.resolve("out"));

    assertThat(dataset.description().classNames()).hasSize(5).startsWith("1 star");
    Row row = byId(spark, dataset, Split.TEST).get("test.csv#5");
    assertThat(row.<String>getAs("text")).isEqualTo("Good\n\nthe \"best\" café 4");
    assertThat(row.<Integer>getAs("label")).isEqualTo(4);
  }

  @Test
  void mrIsWindows1252AndSplitsAtLineFeedsOnly(SparkSession spark) throws IOException {
    Path input = OfficialFiles.mr(folder);
    PreparedDataset dataset = prepare(spark, DatasetName.MR, input, folder.resolve("out"));

    assertThat(dataset.description().classNames()).containsExactly("negative", "positive");
    assertThat(dataset.choices().fold()).hasValue(0);
    assertThat(dataset.description().counts())
        .containsEntry(Split.TRAIN, List.of(27L, 27L))
        .containsEntry(Split.TEST, List.of(3L, 3L));
    Map<String, Row> rows = byId(spark, dataset, Split.TRAIN);
    rows.putAll(byId(spark, dataset, Split.TEST));
    assertThat(rows.get("rt-polarity.pos#2").<String>getAs("text")).isEqualTo("pos … 2 . ");
    assertThat(rows.get("rt-polarity.pos#2").<Integer>getAs("label")).isEqualTo(1);
    assertThat(rows.get("rt-polarity.neg#30").<String>getAs("text")).isEqualTo("neg snippet 30 . ");
  }

  @Test
  void fashionMnistIsGrey(SparkSession spark) throws IOException {
    Path input = OfficialFiles.fashionMnist(folder);
    Path output = folder.resolve("out");
    PreparedDataset dataset = prepare(spark, DatasetName.FASHION_MNIST, input, output);

    assertThat(dataset.description().count(Split.TRAIN)).isEqualTo(20);
    assertThat(dataset.description().image().mean()).containsExactly(9.5);
    Row row = byId(spark, dataset, Split.TRAIN).get("train-images-idx3-ubyte.gz#13");
    assertThat(row.<Integer>getAs("label")).isEqualTo(3);
    Row image = row.getAs("image");
    assertThat(ImageSchema.getMode(image)).isZero();
    assertThat(ImageSchema.getNChannels(image)).isEqualTo(1);
    byte[] expected = new byte[28 * 28];
    Arrays.fill(expected, (byte) 13);
    assertThat(ImageSchema.getData(image)).isEqualTo(expected);
  }

  private static String sha256(Path file) throws IOException {
    return HexFormat.of().formatHex(Sha256.digest(Files.readAllBytes(file)));
  }
}
