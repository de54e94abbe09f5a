package io.convrelu.data.prepare;

import static io.convrelu.data.prepare.PrepareHarness.contents;
import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.data.DataFile;
import io.convrelu.data.OfficialFiles;
import io.convrelu.data.PreparationChoices;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.synthetic.SyntheticSize;
import io.convrelu.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same input and seed give the same bytes, however many tasks run at once. */
class DeterminismTest {

  @TempDir Path folder;

  @Test
  void oneAndFourWorkersMakeTheSameFiles() throws IOException {
    Path input = OfficialFiles.tinyImagenet(folder);
    Map<String, String> one = prepareAll("local[1]", input, "one");
    Map<String, String> four = prepareAll("local[4]", input, "four");

    assertThat(one).isEqualTo(four);
    assertThat(one)
        .containsKeys(
            "text/dataset.json",
            "text/data/split=train/part-00002.parquet",
            "text/data/split=validation/part-00000.parquet",
            "tiny/data/split=test/part-00000.parquet");
    assertThat(one.keySet().stream().filter(name -> !name.contains(".crc")))
        .allMatch(
            name -> name.matches("\\w+/(dataset\\.json|data/split=\\w+/part-\\d{5}\\.parquet)"));
  }

  /** Hash codes of objects differ between JVMs, and with them the order of many a set. */
  @Test
  void aJvmWithOtherHashCodesMakesTheSameFiles() throws Exception {
    for (String mode : List.of("1", "3")) {
      Path output = folder.resolve("jvm" + mode);
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=" + mode));
      command.addAll(List.of("-Xmx512m", "-XX:+IgnoreUnrecognizedVMOptions"));
      command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split(" +")));
      command.add("io.convrelu.cli.Main");
      command.addAll(List.of("prepare", "--dataset", "synthetic", "--examples", "100"));
      command.addAll(List.of("--validation", "0.1", "--master", "local[2]"));
      command.addAll(List.of("--output", output.toString()));
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
      assertThat(builder.start().waitFor()).isZero();
    }
    assertThat(contents(folder.resolve("jvm3"))).isEqualTo(contents(folder.resolve("jvm1")));
  }

  @Test
  void anotherSeedShufflesAndSplitsOtherwise() throws IOException {
    SparkSession spark = LocalSpark.start("local[2]");
    try {
      Path input = OfficialFiles.cifar10(folder);
      List<String> first = trainIds(spark, request(DatasetName.CIFAR10, input, "first", 1));
      List<String> second = trainIds(spark, request(DatasetName.CIFAR10, input, "second", 2));
      assertThat(first).hasSize(50).doesNotHaveDuplicates();
      assertThat(second).hasSize(50);
      assertThat(first).isNotEqualTo(second);
      assertThat(first.stream().sorted()).isNotEqualTo(second.stream().sorted().toList());
      assertThat(first.stream().sorted().toList()).isNotEqualTo(first);
    } finally {
      spark.stop();
    }
  }

  @Test
  void shardsDifferByAtMostOneExample() throws IOException {
    SparkSession spark = LocalSpark.start("local[2]");
    try {
      PrepareRequest request = request(DatasetName.SYNTHETIC_TEXT, Path.of(""), "text", 1);
      PreparedDataset dataset = PrepareHarness.prepare(spark, request);
      List<Long> sizes = dataset.files(Split.TRAIN).stream().map(DataFile::examples).toList();
      assertThat(sizes).containsExactlyInAnyOrder(1500L, 1500L, 1500L);
      for (DataFile file : dataset.files(Split.TRAIN)) {
        String path = new org.apache.hadoop.fs.Path(request.output(), file.path()).toString();
        assertThat(spark.read().parquet(path).count()).isEqualTo(file.examples());
      }
    } finally {
      spark.stop();
    }
  }

  private List<String> trainIds(SparkSession spark, PrepareRequest request) throws IOException {
    List<String> ids = new ArrayList<>();
    for (Row row :
        PrepareHarness.prepare(spark, request).rows(spark, Split.TRAIN).collectAsList()) {
      ids.add(row.getAs("id"));
    }
    return ids;
  }

  private Map<String, String> prepareAll(String master, Path input, String name)
      throws IOException {
    SparkSession spark = LocalSpark.start(master);
    try {
      Preparer preparer = new Preparer(spark);
      preparer.prepare(request(DatasetName.SYNTHETIC_TEXT, Path.of(""), name + "/text", 7));
      preparer.prepare(request(DatasetName.SYNTHETIC, Path.of(""), name + "/images", 7));
      preparer.prepare(request(DatasetName.TINY_IMAGENET, input, name + "/tiny", 7));
      return contents(folder.resolve(name));
    } finally {
      spark.stop();
    }
  }

  private PrepareRequest request(DatasetName dataset, Path input, String output, long seed) {
    return new PrepareRequest(
        dataset,
        input.toString(),
        folder.resolve(output).toString(),
        seed,
        new PreparationChoices(dataset == DatasetName.CIFAR10 ? 1.0 / 6 : 0.1, OptionalInt.empty()),
        new SyntheticSize(5_000, 10),
        ExistingOutput.REFUSE);
  }
}
