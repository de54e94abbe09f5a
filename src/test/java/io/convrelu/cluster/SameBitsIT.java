package io.convrelu.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One training, started by the scripts that users have, ends with the same parameters bit for bit
 * wherever it runs: in one JVM, on one, two and four executors, on a standalone cluster with a
 * fixed and with a changing number of executors, and on YARN with data and output on HDFS.
 */
class SameBitsIT {

  private static final String TRAIN = "jobs/train.sh";

  @TempDir private static Path folder;
  private static Script script;
  private static String data;
  private static String expected;

  @BeforeAll
  static void trainInOneJvm() throws IOException, InterruptedException {
    script = new Script(folder);
    data = folder.resolve("data").toString();
    List<String> prepare = new ArrayList<>(List.of("jobs/prepare.sh", "--output", data));
    prepare.addAll(TinyTraining.DATA);
    prepare.addAll(List.of("--master", "local[2]"));
    assertThat(script.run(prepare.toArray(String[]::new)).status()).isZero();
    expected = train(script, "local", "--master", "local[2]");
    assertThat(expected).matches("[0-9a-f]{64}");
  }

  /** Executors of a local cluster keep their copies of the job jar under the Spark home. */
  @AfterAll
  static void removeCopies() throws IOException {
    ClusterFiles.delete(script.project("target/spark/work"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void onSoManyExecutors(int executors) throws IOException, InterruptedException {
    String master = "local-cluster[" + executors + ",1,1024]";

    assertThat(train(script, "local-cluster-" + executors, "--master", master)).isEqualTo(expected);
  }

  @Test
  void onAStandaloneClusterWithFixedAndWithChangingExecutors()
      throws IOException, InterruptedException {
    Path events = Files.createDirectories(folder.resolve("events"));
    try (StandaloneCluster cluster = StandaloneCluster.start(script, folder.resolve("cluster"))) {
      assertThat(train(script, "standalone", "--master", cluster.url())).isEqualTo(expected);

      Script dynamic =
          script.with(
              "SPARK_SUBMIT_ARGS",
              "--conf spark.dynamicAllocation.enabled=true"
                  + " --conf spark.dynamicAllocation.minExecutors=1"
                  + " --conf spark.dynamicAllocation.maxExecutors=2"
                  + " --conf spark.eventLog.enabled=true --conf spark.eventLog.dir="
                  + events.toUri());
      assertThat(train(dynamic, "dynamic", "--master", cluster.url())).isEqualTo(expected);
    }
    assertThat(events(events, "SparkListenerExecutorAdded")).isEqualTo(2);
  }

  @Test
  void onYarnInClientAndClusterModeWithHdfs() throws IOException, InterruptedException {
    try (HadoopCluster hadoop = HadoopCluster.start(script.project(""), folder.resolve("hadoop"));
        FileSystem hdfs = hadoop.files()) {
      hdfs.copyFromLocalFile(
          new org.apache.hadoop.fs.Path(data), new org.apache.hadoop.fs.Path("/data"));
      Script yarn =
          script
              .with("HADOOP_CONF_DIR", hadoop.configuration().toString())
              // The node is this machine; elsewhere Spark's jars would be uploaded.
              .with("CONVRELU_SPARK_JARS", "local:" + script.project("target/spark/jars") + "/*");
      Script.Outcome inClient =
          yarn.with(
                  "SPARK_SUBMIT_ARGS",
                  "--num-executors 2 --conf spark.yarn.jars=local:"
                      + script.project("target/spark/jars")
                      + "/*")
              .run(TinyTraining.command(TRAIN, "/data", "/client", "--master", "yarn"));
      assertThat(inClient.parameters()).isEqualTo(expected);

      Script.Outcome inCluster =
          yarn.with("CONVRELU_DEPLOY_MODE", "cluster")
              .run(TinyTraining.command("deploy/yarn/submit.sh train", "/data", "/cluster"));
      assertThat(inCluster.status()).as(inCluster.errors()).isZero();
      assertThat(parameters(hdfs, "/cluster")).isEqualTo(expected);
      assertThat(parameters(hdfs, "/client")).isEqualTo(expected);
      assertThat(hdfs.listStatus(new org.apache.hadoop.fs.Path("/cluster/checkpoints")))
          .isNotEmpty();
    }
  }

  private static String train(Script with, String name, String... options)
      throws IOException, InterruptedException {
    String output = folder.resolve("runs").resolve(name).toString();
    return with.run(TinyTraining.command(TRAIN, data, output, options)).parameters();
  }

  private static String parameters(FileSystem files, String output) throws IOException {
    try (InputStream in = files.open(new org.apache.hadoop.fs.Path(output, "model/model.json"))) {
      return new ObjectMapper().readTree(in).path("parameters.bin").path("sha256").asText();
    }
  }

  private static long events(Path folder, String name) throws IOException {
    long count = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
          count += lines.filter(line -> line.contains("\"Event\":\"" + name + "\"")).count();
        }
      }
    }
    return count;
  }
}
