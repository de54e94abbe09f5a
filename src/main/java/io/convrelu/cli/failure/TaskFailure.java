package io.convrelu.cli.failure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A foreseen exception that ended a task on an executor. Spark hands it on as the cause of its own
 * where it can, and else only as text: "… (TID 3) (host executor 1): a.b.SomeException: message".
 *
 * @param kind of the exception
 * @param message of the exception, its first line
 */
public record TaskFailure(Kind kind, String message) {

  /** What a foreseen exception is about. */
  public enum Kind {
    CONFIGURATION("io.convrelu.conf.ConfigException"),
    DATA("io.convrelu.data.BadInputException"),
    MEMORY("io.convrelu.train.OffHeapException"),
    FILES("java.io.UncheckedIOException"),
    WRITING("io.convrelu.data.FileWriteException");

    private final String exception;

    Kind(String exception) {
      this.exception = exception;
    }
  }

  private static final Pattern TEXT =
      Pattern.compile("executor [^)\\n]*\\): ([\\w.]+Exception): ([^\\n]*)");

  /** What ended a task, told as text somewhere in a failure; empty for what was not foreseen. */
  public static Optional<TaskFailure> in(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      Matcher task = TEXT.matcher(String.valueOf(t.getMessage()));
      if (task.find()) {
        for (Kind kind : Kind.values()) {
          if (kind.exception.equals(task.group(1))) {
            return Optional.of(new TaskFailure(kind, task.group(2)));
          }
        }
      }
    }
    return Optional.empty();
  }
}
