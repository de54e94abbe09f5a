package io.convrelu.cli.startup;

import io.convrelu.conf.ConfigProblem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes, in the failure of a Spark job, that an executor has other classes than the driver.
 * Spark hands the executor's exception on as text.
 */
public final class ExecutorFailure {

  /** "... (TID 3) (host executor 0): java.lang.ClassNotFoundException: a.b.C". */
  private static final Pattern TASK =
      Pattern.compile("\\((\\S+) executor (\\S+)\\): ([\\w.]+): ([^\\n]*)");

  private static final String REMEDY =
      "; submit with the scripts under jobs/, or give spark-submit the jar that ends in -job.jar"
          + " (by a path that every executor can read, if it is a local: one)";

  private ExecutorFailure() {}

  /** What is wrong with the executor's classes; empty when the failure is about something else. */
  public static Optional<ConfigProblem> explain(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      Matcher task = TASK.matcher(t.getMessage() == null ? "" : t.getMessage());
      if (task.find()) {
        String place = "executor " + task.group(2) + " on " + task.group(1);
        return message(task.group(3), task.group(4))
            .map(message -> new ConfigProblem("class path", place, message));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> message(String exception, String detail) {
    return switch (exception) {
      case "java.lang.ClassNotFoundException" -> missing(detail);
        // "Could not initialize class ..." is about a class that is there.
      case "java.lang.NoClassDefFoundError" ->
          detail.startsWith("Could not") ? Optional.empty() : missing(detail);
        // What becomes of a lambda whose class is missing.
      case "java.lang.ClassCastException" ->
          detail.contains("java.lang.invoke.SerializedLambda")
              ? Optional.of("has not the classes of the job jar" + REMEDY)
              : Optional.empty();
      case "java.io.InvalidClassException",
              "java.lang.NoSuchMethodError",
              "java.lang.NoSuchFieldError",
              "java.lang.IncompatibleClassChangeError" ->
          Optional.of(
              "has other classes than the driver ("
                  + detail
                  + "): another version of Spark or another build of the job jar; run driver and"
                  + " executors from the same ones");
      case "java.lang.UnsupportedClassVersionError" ->
          Optional.of("runs a Java that is too old (" + detail + "); set its JAVA_HOME to a 17");
      default -> Optional.empty();
    };
  }

  private static Optional<String> missing(String name) {
    return Optional.of("has no class " + name.replace('/', '.') + REMEDY);
  }
}
