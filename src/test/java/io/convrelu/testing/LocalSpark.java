package io.convrelu.testing;

<<<<<<< HEAD
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
=======
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real local Spark with two workers as a parameter: one a test class, started when
 * the first test asks for it and stopped after the last.
 */
public final class LocalSpark implements ParameterResolver {

  private static final Namespace SPACE = Namespace.create(LocalSpark.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext classContext = context.getParent().orElse(context);
    return classContext
        .getStore(SPACE)
        .getOrComputeIfAbsent("session", key -> new Session(start("local[2]")), Session.class)
        .spark();
  }

  /** A session of its own, for tests that vary the master; the caller stops it. */
  public static SparkSession start(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate();
  }

  private record Session(SparkSession spark) implements CloseableResource {
    @Override
    public void close() {
      spark.stop();
    }
>>>>>>> data
  }
}
