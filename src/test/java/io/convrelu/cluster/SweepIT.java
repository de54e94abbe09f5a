package io.convrelu.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep with its store on HDFS and its trials on YARN, two at a time, ends with the table and the
 * parameters of one in a single JVM; so do predictions, and the report finds both.
 */
class SweepIT {

  private static final String CONFIG =
      """
      network.name = cnn-small
      train { workers = 1, epochs = 2, batch-size = 16, lr = 0.02, lr-steps = [] }
      sweep { grid { activation.name = [relu, conv-relu] }, seeds = [1, 2] }
      """;

  @TempDir private Path folder;

  @Test
  void aSweepItsReportAndItsPredictionsOnYarnAndHdfs() throws IOException, InterruptedException {
    Script local = new Script(folder);
    String data = folder.resolve("data").toString();
    String config = Files.writeString(folder.resolve("sweep.conf"), CONFIG).toUri().toString();
    List<String> prepare = new ArrayList<>(List.of("jobs/prepare.sh", "--output", data));
    prepare.addAll(TinyTraining.DATA);
    prepare.addAll(List.of("--master", "local[2]"));
    done(local, prepare.toArray(String[]::new));
    String here = folder.resolve("sweep").toString();
    String table = done(local, sweep(data, here, config, "local[2]"));

    try (HadoopCluster hadoop = HadoopCluster.start(local.project(""), folder.resolve("hadoop"));
        FileSystem hdfs = hadoop.files()) {
      hdfs.copyFromLocalFile(path(data), path("/data"));
      Script yarn =
          local
              .with("HADOOP_CONF_DIR", hadoop.configuration().toString())
              .with(
                  "SPARK_SUBMIT_ARGS",
                  "--num-executors 2 --conf spark.yarn.jars=local:"
                      + local.project("target/spark/jars")
                      + "/*");
      String[] all = sweep("/data", "/sweep", config, "yarn");
      List<String> first = new ArrayList<>(List.of(all));
      first.addAll(List.of("--set", "sweep.seeds=[1]"));
      done(yarn, first.toArray(String[]::new));
      assertThat(done(yarn, all)).isEqualTo(table);

      SortedMap<String, String> parameters = parameters(hdfs, "/sweep");
      assertThat(parameters)
          .hasSize(4)
          .isEqualTo(parameters(FileSystem.getLocal(new Configuration()), here));
      String model = "/sweep/trials/" + parameters.firstKey();
      String[] there = predict(model, "/data", "/predictions", "yarn");
      String[] alone = predict(here + "/trials/" + parameters.firstKey(), data, "local[2]");
      assertThat(accuracy(done(yarn, there))).isEqualTo(accuracy(done(local, alone)));
      assertThat(hdfs.exists(path("/predictions/_predictions.json"))).isTrue();
      assertThat(done(yarn, "jobs/report.sh", "--input", "/sweep", "--output", "/report"))
          .contains("ConvReLU", "/report/report.html");
      assertThat(hdfs.getFileStatus(path("/report/report.html")).getLen()).isPositive();
    }
  }

  private static String[] sweep(String data, String output, String config, String master) {
    return new String[] {
      "jobs/sweep.sh", "--data", data, "--output", output, "--config", config, "--master", master
    };
  }

  private String[] predict(String model, String data, String master) {
    return predict(model, data, folder.resolve("predictions").toString(), master);
  }

  private static String[] predict(String model, String data, String output, String master) {
    return new String[] {
      "jobs/predict.sh", "--model", model, "--input", data, "--output", output, "--master", master
    };
  }

  private static String done(Script script, String... words)
      throws IOException, InterruptedException {
    Script.Outcome outcome = script.run(words);
    assertThat(outcome.status()).as(outcome.errors()).isZero();
    return outcome.output();
  }

  private static String accuracy(String output) {
    return output.lines().filter(line -> line.startsWith("accuracy: ")).findFirst().orElseThrow();
  }

  /** SHA-256 of the parameters by trial. */
  private static SortedMap<String, String> parameters(FileSystem files, String output)
      throws IOException {
    SortedMap<String, String> parameters = new TreeMap<>();
    for (FileStatus trial : files.listStatus(path(output + "/trials"))) {
      try (InputStream in =
          files.open(new org.apache.hadoop.fs.Path(trial.getPath(), "result.json"))) {
        JsonNode result = new ObjectMapper().readTree(in).path("result");
        assertThat(result.path("state").asText()).isEqualTo("COMPLETED");
        parameters.put(trial.getPath().getName(), result.path("parametersSha256").asText());
      }
    }
    return parameters;
  }

  private static org.apache.hadoop.fs.Path path(String path) {
    return new org.apache.hadoop.fs.Path(path);
  }
}
