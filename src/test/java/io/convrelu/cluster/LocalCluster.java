package io.convrelu.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * A driver in this JVM with two executors in processes of their own, which have the packaged job
 * jar and the settings of {@code conf/spark-defaults.conf}.
 */
final class LocalCluster implements AutoCloseable {

  /** Executors, of one core each. */
  static final int EXECUTORS = 2;

  private final SparkSession spark;
  private final Path home;
  private final ExecutorProcesses executors = new ExecutorProcesses();

  private LocalCluster(SparkSession spark, Path home) {
    this.spark = spark;
    this.home = home;
    spark.sparkContext().addSparkListener(executors);
  }

  /** Starts it; copies of the slow are made soon, so that a stopped executor gets one. */
  static LocalCluster start(Path folder) throws IOException {
    Path home = Path.of(System.getProperty("convrelu.home"));
    SparkConf conf = new SparkConf();
    defaults(home).forEach((key, value) -> conf.set(key.toString(), value.toString().strip()));
    conf.setMaster("local-cluster[" + EXECUTORS + ",1,1024]")
        .setAppName("cluster tests")
        .set("spark.jars", jobJar(home).toString())
        .set("spark.local.dir", folder.toString())
        .set("spark.cores.max", Integer.toString(EXECUTORS))
        .set("spark.executor.memory", "512m")
        .set("spark.sql.session.timeZone", "UTC")
        .set("spark.speculation", "true")
        .set("spark.speculation.interval", "100ms")
        .set("spark.speculation.quantile", "0.5");
    return new LocalCluster(SparkSession.builder().config(conf).getOrCreate(), home);
  }

  private static Properties defaults(Path home) throws IOException {
    Properties defaults = new Properties();
    try (Reader in =
        Files.newBufferedReader(home.resolve("conf/spark-defaults.conf"), StandardCharsets.UTF_8)) {
      defaults.load(in);
    }
    return defaults;
  }

  private static Path jobJar(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("convrelu-spark-.*-job\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no job jar; run mvn package first"));
    }
  }

  SparkSession spark() {
    return spark;
  }

  ExecutorProcesses executors() {
    return executors;
  }

  @Override
  public void close() throws IOException {
    spark.close();
    ClusterFiles.delete(home.resolve("target/spark/work"));
  }
}
