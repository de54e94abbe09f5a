package io.convrelu.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot work is told in a line for each mistake before anything begins, with exit code 2. */
class StartupIT {

  @TempDir private static Path folder;
  private Script script;

  @BeforeEach
  void newScript() {
    script = new Script(folder);
  }

  @AfterAll
  static void removeCopies() throws IOException {
    ClusterFiles.delete(new Script(folder).project("target/spark/work"));
  }

  @Test
  void anotherVersionOfSpark() throws IOException, InterruptedException {
    // Stands before Spark's own jars on the class path, and is where Spark too reads its version.
    Files.writeString(folder.resolve("spark-version-info.properties"), "version=3.4.1\n");

    Script.Outcome outcome =
        script.with("SPARK_CONF_DIR", folder.toString()).run(train("jobs/train.sh", "local[1]"));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(errors(outcome))
        .singleElement()
        .asString()
        .startsWith("error: Spark installation: Spark: is version 3.4.1, needed is 3.5; set");
  }

  @Test
  void executorsWithoutTheJobJar() throws IOException, InterruptedException {
    // Started as any Java program, not by spark-submit, which would hand the jar on.
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx600m",
                "-Dspark.executor.memory=512m",
                "-Dlog4j2.configurationFile=" + script.project("conf/log4j2.properties").toUri(),
                "-cp",
                script.jobJar() + ":" + script.project("target/spark/jars") + "/*"));
    Stream.of(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions().split(" "))
        .forEach(command::add);
    command.add("io.convrelu.cli.Main");
    command.addAll(List.of(train("train", "local-cluster[1,1,1024]")));

    Script.Outcome outcome =
        script
            .with("SPARK_HOME", script.project("target/spark").toString())
            .with("SPARK_SCALA_VERSION", "2.12")
            .with("SPARK_LOCAL_IP", "127.0.0.1")
            .run(command);

    assertThat(outcome.status()).as(outcome.errors()).isEqualTo(2);
    assertThat(errors(outcome))
        .singleElement()
        .asString()
        .startsWith(
            "error: executor 0 on 127.0.0.1: class path: has not the classes of the job jar")
        .contains("submit with the scripts under jobs/");
  }

  @Test
  void executorsWithOtherSettings() throws IOException, InterruptedException {
    Script.Outcome outcome =
        script
            .with(
                "SPARK_SUBMIT_ARGS",
                "--conf spark.executorEnv.OMP_NUM_THREADS=2"
                    + " --conf spark.executor.defaultJavaOptions=-Dnothing=else")
            .run(train("jobs/train.sh", "local-cluster[1,1,1024]"));

    assertThat(outcome.status()).as(outcome.errors()).isEqualTo(2);
    assertThat(errors(outcome))
        .satisfiesExactly(
            vectors ->
                assertThat(vectors)
                    .startsWith(
                        "error: executor 0 on 127.0.0.1: spark.executor.defaultJavaOptions: the JVM"
                            + " has no module jdk.incubator.vector"),
            threads ->
                assertThat(threads)
                    .startsWith(
                        "error: executor 0 on 127.0.0.1: spark.executorEnv.OMP_NUM_THREADS: is 2"));
  }

  private static String[] train(String script, String master) {
    return TinyTraining.command(
        script,
        folder.resolve("no-data").toString(),
        folder.resolve("no-output").toString(),
        "--master",
        master);
  }

  private static List<String> errors(Script.Outcome outcome) {
    return outcome.errors().lines().filter(line -> line.startsWith("error: ")).toList();
  }
}
