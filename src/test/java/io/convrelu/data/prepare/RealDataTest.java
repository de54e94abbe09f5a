package io.convrelu.data.prepare;

import static io.convrelu.data.prepare.PrepareHarness.prepare;
import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Counts and checksums of real data, as the page that comes with them states them. */
@ExtendWith(LocalSpark.class)
class RealDataTest {

  @TempDir Path folder;

  @Test
  void cifar10(SparkSession spark) throws IOException {
    PreparedDataset dataset = real(spark, DatasetName.CIFAR10, "cifar-10-batches-bin");
    assertThat(dataset.description().counts())
        .isEqualTo(
            Map.of(
                Split.TRAIN, Collections.nCopies(10, 1000L),
                Split.TEST, Collections.nCopies(10, 200L)));
    assertThat(dataset.description().sources())
        .containsEntry(
            "data_batch_1.bin", "f684fbce41214c463a8ce8a5509fc3d4987b5a5b6073c367dca9dc5361f6900c");
  }

  @Test
  void cifar100(SparkSession spark) throws IOException {
    PreparedDataset dataset = real(spark, DatasetName.CIFAR100, "cifar-100-binary");
    assertThat(dataset.description().counts())
        .isEqualTo(
            Map.of(
                Split.TRAIN, Collections.nCopies(100, 100L),
                Split.TEST, Collections.nCopies(100, 20L)));
    List<Row> coarse =
        dataset.rows(spark, Split.TRAIN).groupBy("coarse_label").count().collectAsList();
    assertThat(coarse).hasSize(20).allMatch(row -> row.getLong(1) == 500);
  }

  @Test
  void tinyImagenet(SparkSession spark) throws IOException {
    PreparedDataset dataset = real(spark, DatasetName.TINY_IMAGENET, "tiny-imagenet-200");
    assertThat(dataset.description().counts())
        .isEqualTo(
            Map.of(
                Split.TRAIN, Collections.nCopies(20, 100L),
                Split.TEST, Collections.nCopies(20, 50L)));
    assertThat(dataset.description().classNames())
        .startsWith("n01644900 tailed frog", "n01910747 jellyfish")
        .endsWith("n07920052 espresso");
    long grey =
        dataset.rows(spark, Split.TRAIN).select("image").collectAsList().stream()
            .filter(row -> isGrey(ImageSchema.getData(row.getStruct(0))))
            .count();
    assertThat(grey).isBetween(5L, 40L);
  }

  @Test
  void agNews(SparkSession spark) throws IOException {
    PreparedDataset dataset = real(spark, DatasetName.AG_NEWS, "ag_news_csv");
    assertThat(dataset.description().counts())
        .isEqualTo(
            Map.of(
                Split.TRAIN, List.of(3791L, 3699L, 3758L, 3989L),
                Split.TEST, Collections.nCopies(4, 1900L)));
    String first =
        dataset.rows(spark, Split.TEST).filter("id = 'test.csv#1'").first().getAs("text");
    assertThat(first).startsWith("Fears for T N pension after talks Unions representing workers");
  }

  @Test
  void yelp(SparkSession spark) throws IOException {
    PreparedDataset dataset = real(spark, DatasetName.YELP_FULL, "yelp_review_full_csv");
    assertThat(dataset.description().counts())
        .isEqualTo(
            Map.of(
                Split.TRAIN, List.of(829L, 789L, 786L, 813L, 784L),
                Split.TEST, List.of(207L, 197L, 196L, 203L, 196L)));
    assertThat(dataset.rows(spark, Split.TRAIN).filter("contains(text, '\\\\n')").count()).isZero();
    assertThat(dataset.rows(spark, Split.TRAIN).filter("contains(text, '\n')").count())
        .isGreaterThan(1000);
  }

  @Test
  void mr(SparkSession spark) throws IOException {
    PreparedDataset dataset = real(spark, DatasetName.MR, "mr");
    assertThat(dataset.description().counts())
        .isEqualTo(Map.of(Split.TRAIN, List.of(4798L, 4798L), Split.TEST, List.of(533L, 533L)));
    assertThat(dataset.description().sources())
        .containsEntry(
            "rt-polarity.pos", "d79ef14009bbf87cd6be21f91c3ea1a3cbcb73b34dfb4231aef7bbcd7677abc4");
    // Bytes 0x85 are in the data and do not end lines.
    Path negative = TestSettings.realData("mr").resolve("rt-polaritydata/rt-polarity.neg");
    assertThat(Files.readAllBytes(negative)).contains(0x85);
    assertThat(dataset.rows(spark, Split.TRAIN).filter("contains(text, '…')").count()).isPositive();
  }

  private PreparedDataset real(SparkSession spark, DatasetName name, String input)
      throws IOException {
    return prepare(spark, name, TestSettings.realData(input), folder.resolve("out"));
  }

  private static boolean isGrey(byte[] image) {
    for (int i = 0; i < image.length; i += 3) {
      if (image[i] != image[i + 1] || image[i] != image[i + 2]) {
        return false;
      }
    }
    return true;
  }
}
