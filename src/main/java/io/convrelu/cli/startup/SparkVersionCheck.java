package io.convrelu.cli.startup;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Whether the Spark that this JVM runs on is the one that the program was built for. Versions are
 * read from resources that every Spark and Scala release carries, so that the question can be asked
 * where calling Spark would already fail.
 */
public final class SparkVersionCheck {

  private static final String SPARK = "3.5";
  private static final String SCALA = "2.12";

  private static final String REMEDY =
      "; set SPARK_HOME to an installation of Spark "
          + SPARK
          + " for Scala "
          + SCALA
          + ", or unset it to use the runtime that mvn package makes";

  private SparkVersionCheck() {}

  /**
   * Checks this JVM.
   *
   * @throws ConfigException when Spark or Scala has another version
   */
  public static void check() {
    List<ConfigProblem> problems = problems(spark(), scala());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** What is wrong with these versions; empty when nothing is. */
  static List<ConfigProblem> problems(String spark, String scala) {
    List<ConfigProblem> problems = new ArrayList<>();
    if (!isOf(SPARK, spark)) {
      problems.add(problem("Spark", spark, SPARK));
    }
    if (!isOf(SCALA, scala)) {
      problems.add(problem("Scala", scala, SCALA));
    }
    return problems;
  }

  private static ConfigProblem problem(String what, String found, String needed) {
    return new ConfigProblem(
        what, "Spark installation", "is version " + found + ", needed is " + needed + REMEDY);
  }

  private static boolean isOf(String line, String version) {
    return version.startsWith(line + ".");
  }

  /** Version of Spark on the class path. */
  static String spark() {
    return property("spark-version-info.properties", "version");
  }

  private static String scala() {
    return property("library.properties", "version.number");
  }

  private static String property(String resource, String key) {
    try (InputStream in = SparkVersionCheck.class.getResourceAsStream("/" + resource)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty(key, "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
