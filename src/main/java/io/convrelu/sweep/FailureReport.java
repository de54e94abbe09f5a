package io.convrelu.sweep;

import io.convrelu.data.FileWriteException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What is kept of a failed trial: its cause in a line, and the trace. */
record FailureReport(String message, String trace) {

  private static final int MAX_MESSAGE = 500;

  static FailureReport of(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return new FailureReport(line(failure), trace.toString());
  }

  /**
   * The innermost cause, since what Spark wraps around it says less; but of a file that could not
   * be written what names it.
   */
  private static String line(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && cause.getCause() != cause
        && !(cause instanceof FileWriteException)) {
      cause = cause.getCause();
    }
    String text = cause.getMessage() == null ? "" : cause.getMessage().strip();
    String first = text.lines().findFirst().orElse("");
    String name = cause.getClass().getSimpleName();
    String line = first.isEmpty() ? name : name + ": " + first;
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE - 1) + "…";
  }
}
