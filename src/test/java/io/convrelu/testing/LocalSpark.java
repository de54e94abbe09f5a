package io.convrelu.testing;

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
  }
}
