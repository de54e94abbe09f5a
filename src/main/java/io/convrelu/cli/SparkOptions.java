package io.convrelu.cli;

import io.convrelu.cli.startup.ExecutorCheck;
import io.convrelu.cli.startup.SparkVersionCheck;
import io.convrelu.train.ArithmeticThreads;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The options of every command that runs on Spark. */
final class SparkOptions {

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master, for example local[2] or spark://host:7077. Default: what spark-submit was"
              + " given, else local[*].")
  private String master = "";

  /**
   * Starts, or joins, the Spark application. The caller closes it.
   *
   * @throws io.convrelu.conf.ConfigException when this is not the Spark that is needed
   */
  SparkSession start(String jobName) {
    return start(jobName, new SparkConf());
  }

  private SparkSession start(String jobName, SparkConf conf) {
    SparkVersionCheck.check();
    Optional<String> chosen = master.isEmpty() ? Optional.empty() : Optional.of(master);
    conf.set("spark.master", chosen.orElse(conf.get("spark.master", "local[*]")));
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.set("spark.app.name", "convrelu " + jobName);
    conf.set("spark.sql.session.timeZone", "UTC");
    // Kryo, which some clusters default to, cannot serialize records.
    conf.set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    ArithmeticThreads.check();
    conf.setIfMissing("spark.executorEnv." + ArithmeticThreads.VARIABLE, ArithmeticThreads.ONE);
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /**
   * Like {@link #startTraining}, for many trainings at once: Spark shares slots between them evenly
   * instead of serving the first to ask.
   *
   * @throws io.convrelu.conf.ConfigException when executors cannot train
   */
  SparkSession startSweep() {
    return startTraining("sweep", new SparkConf().set("spark.scheduler.mode", "FAIR"));
  }

  /**
   * Like {@link #start}, for a job that trains: executors are asked first whether they can.
   *
   * @throws io.convrelu.conf.ConfigException when they cannot
   */
  SparkSession startTraining(String jobName) {
    return startTraining(jobName, new SparkConf());
  }

  private SparkSession startTraining(String jobName, SparkConf given) {
    SparkSession spark = start(jobName, given);
    boolean able = false;
    try {
      new ExecutorCheck(JavaSparkContext.fromSparkContext(spark.sparkContext())).check();
      able = true;
      return spark;
    } finally {
      // Spark throws checked exceptions that it does not declare.
      if (!able) {
        spark.close();
      }
    }
  }
}
