package io.convrelu.train.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.testing.ChildJvm;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import io.convrelu.train.ModelInput;
import io.convrelu.train.TrainedModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Dl4jFileTest {

  private static final Configuration HADOOP = new Configuration();

  @TempDir private static Path folder;

  @BeforeAll
  static void train() {
    try (SparkSession spark = LocalSpark.start("local[2]")) {
      SmallTraining.images(
          spark, SyntheticData.images(spark, folder.resolve("i"), 40), folder.resolve("image"));
      SmallTraining.texts(
          spark, SyntheticData.texts(spark, folder.resolve("t"), 20), folder.resolve("text"));
    }
  }

  /** No Spark and no Hadoop: DL4J, its own needs, and our classes. */
  private static String classPathWithoutSpark() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.matches(".*/(org/apache/(spark|hadoop)|org/scala-lang)/.*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "text"})
  void plainDl4jLoadsItInAJvmWithoutSparkAndComputesTheSameBits(String kind) throws Exception {
    TrainedModel model = ModelFolder.open(HADOOP, folder.resolve(kind).toString());
    Path zip = folder.resolve(kind + ".zip");
    Dl4jFile.write(HADOOP, model, zip.toString(), ExistingOutput.REFUSE);
    INDArray input = input(model);
    ComputationGraph network = model.state().network();
    Path inputFile = folder.resolve(kind + ".input");
    Path outputFile = folder.resolve(kind + ".output");
    Nd4j.saveBinary(input, inputFile.toFile());

    int exit;
    String log;
    try (ChildJvm jvm =
        ChildJvm.start(
            PlainDl4j.class,
            classPathWithoutSpark(),
            folder.resolve(kind + ".log"),
            List.of(zip.toString(), inputFile.toString(), outputFile.toString()))) {
      exit = jvm.await();
      log = jvm.log();
    }

    assertThat(exit).as(log).isZero();
    assertThat(log).contains("no Spark here").contains("no updater state");
    float[] elsewhere = Nd4j.readBinary(outputFile.toFile()).dup('c').data().asFloat();
    assertThat(elsewhere)
        .hasSize(5 * model.description().classes())
        .containsExactly(network.outputSingle(false, input).dup('c').data().asFloat());
  }

  @Test
  void parametersAndStatisticsAreInItAndTheSameModelGivesTheSameBytes() throws Exception {
    TrainedModel model = ModelFolder.open(HADOOP, folder.resolve("image").toString());
    Path zip = folder.resolve("once.zip");
    Path again = folder.resolve("again.zip");
    Dl4jFile.write(HADOOP, model, zip.toString(), ExistingOutput.REFUSE);
    Dl4jFile.write(HADOOP, model, again.toString(), ExistingOutput.REFUSE);

    assertThat(again).hasSameBinaryContentAs(zip);
    ComputationGraph loaded = ComputationGraph.load(zip.toFile(), false);
    // Running means and variances are parameters.
    assertThat(loaded.params().dup().data().asFloat()).containsExactly(model.state().parameters());
    try (ZipFile entries = new ZipFile(zip.toFile())) {
      assertThat(entries.stream().map(entry -> entry.getName()))
          .containsExactlyInAnyOrder("configuration.json", "coefficients.bin", "convrelu.json");
      String description =
          new String(
              entries.getInputStream(entries.getEntry("convrelu.json")).readAllBytes(),
              java.nio.charset.StandardCharsets.UTF_8);
      assertThat(description).contains("\"mean\"", "\"classNames\"");
    }
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyWhenTold() throws IOException {
    TrainedModel model = ModelFolder.open(HADOOP, folder.resolve("image").toString());
    Path taken = Files.writeString(folder.resolve("taken.zip"), "mine");

    assertThatThrownBy(() -> Dl4jFile.write(HADOOP, model, taken.toString(), ExistingOutput.REFUSE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("exists already; replace it with --overwrite");
    assertThat(taken).hasContent("mine");
    assertThatThrownBy(
            () -> Dl4jFile.write(HADOOP, model, folder.toString(), ExistingOutput.REPLACE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is a folder");

    Dl4jFile.write(HADOOP, model, taken.toString(), ExistingOutput.REPLACE);
    assertThat(ComputationGraph.load(taken.toFile(), false).numParams()).isPositive();
  }

  private static INDArray input(TrainedModel model) {
    if (model.description().input() instanceof ModelInput.Texts texts) {
      INDArray oneHot = Nd4j.zeros(DataType.FLOAT, 5, 70, 1, texts.length());
      for (int n = 0; n < 5; n++) {
        for (int at = 0; at < texts.length(); at += 1 + n) {
          oneHot.putScalar(new int[] {n, (7 * at + n) % 70, 0, at}, 1);
        }
      }
      return oneHot;
    }
    Nd4j.getRandom().setSeed(3);
    return Nd4j.randn(DataType.FLOAT, 5, 3, 32, 32);
  }
}
