package io.convrelu.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A driver in this JVM and a standalone cluster with an executor of one core on each of two hosts:
 * two addresses of this machine, since Spark does not start a copy of a task on the host of the
 * original. Executors have the packaged job jar and the settings of {@code
 * conf/spark-defaults.conf}.
 */
final class TwoHosts implements AutoCloseable {

  private static final List<String> HOSTS = List.of("127.0.0.1", "127.0.0.2");

  private final StandaloneCluster cluster;
  private final SparkSession spark;
  private final ExecutorProcesses executors;

  private TwoHosts(StandaloneCluster cluster, SparkSession spark) {
    this.cluster = cluster;
    this.spark = spark;
    executors = new ExecutorProcesses(spark.sparkContext().applicationId());
    spark.sparkContext().addSparkListener(executors);
  }

  /** Starts it; copies of what is slow are made soon. */
  static TwoHosts start(Script script, Path folder)
      throws IOException, InterruptedException, TimeoutException {
    StandaloneCluster cluster = StandaloneCluster.start(script, folder.resolve("cluster"), HOSTS);
    SparkConf conf = new SparkConf();
    defaults(script).forEach((key, value) -> conf.set(key.toString(), value.toString().strip()));
    conf.setMaster(cluster.url())
        .setAppName("cluster tests")
        .set("spark.jars", script.jobJar().toString())
        .set("spark.local.dir", folder.toString())
        .set("spark.executor.memory", "512m")
        .set("spark.sql.session.timeZone", "UTC")
        .set("spark.speculation", "true")
        .set("spark.speculation.interval", "100ms")
        .set("spark.speculation.quantile", "0.5");
    TwoHosts started = new TwoHosts(cluster, session(cluster, conf));
    try {
      started.awaitWhole();
      return started;
    } catch (InterruptedException | TimeoutException e) {
      started.close();
      throw e;
    }
  }

  private static SparkSession session(StandaloneCluster cluster, SparkConf conf) {
    try {
      return SparkSession.builder().config(conf).getOrCreate();
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static Properties defaults(Script script) throws IOException {
    Properties defaults = new Properties();
    try (Reader in =
        Files.newBufferedReader(
            script.project("conf/spark-defaults.conf"), StandardCharsets.UTF_8)) {
      defaults.load(in);
    }
    return defaults;
  }

  SparkSession spark() {
    return spark;
  }

  ExecutorProcesses executors() {
    return executors;
  }

  /** Waits until both executors are there and have shown that they take tasks. */
  void awaitWhole() throws InterruptedException, TimeoutException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    executors.await(HOSTS.size());
    while (!executors.allHaveWorked()) {
      context.parallelize(List.of(1, 2, 3, 4), 2 * HOSTS.size()).count();
    }
  }

  @Override
  public void close() {
    try {
      spark.close();
    } finally {
      cluster.close();
    }
  }
}
