package io.convrelu.testing;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** A small Spark in this JVM. The caller closes it. */
public final class LocalSpark {

  private LocalSpark() {}

  /** Starts one with so many threads. */
  public static SparkSession start(int threads) {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[" + threads + "]")
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.sql.session.timeZone", "UTC")
            .set("spark.sql.shuffle.partitions", "4");
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
