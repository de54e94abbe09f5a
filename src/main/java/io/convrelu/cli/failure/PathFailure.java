package io.convrelu.cli.failure;

import io.convrelu.data.FileWriteException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/** What a failure of a file system means to its user. */
public final class PathFailure {

  private PathFailure() {}

  /** What is wrong and what to do; empty when the failure is not a file system's. */
  public static Optional<String> explain(Throwable failure) {
    Optional<String> last = Optional.empty();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      Optional<String> known = known(t);
      if (known.isPresent()) {
        return known;
      }
      if (t instanceof IOException || t instanceof UncheckedIOException) {
        last = Optional.of(line(t));
      }
    }
    return last;
  }

  /**
   * The same with what the failure itself says of place and work; for failures in the middle of a
   * run, when it is not a path of the command line that is to blame.
   */
  public static Optional<String> tell(Throwable failure) {
    Optional<String> explanation = explain(failure);
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof IOException || t instanceof UncheckedIOException) {
        String line = line(t);
        return explanation.map(text -> text.contains(line) ? text : line + ": " + text);
      }
    }
    return explanation;
  }

  private static Optional<String> known(Throwable failure) {
    if (failure instanceof FileWriteException) {
      return Optional.of(line(failure));
    }
    if (isFull(failure)) {
      return Optional.of(
          line(failure) + "; make room on the disk that is written to, or name another place");
    }
    if (isDenied(failure)) {
      return Optional.of(
          "access is denied ("
              + line(failure)
              + "); grant it to user "
              + System.getProperty("user.name"));
    }
    if (failure instanceof UnsupportedFileSystemException) {
      return Optional.of(
          line(failure)
              + "; use file:, hdfs: or s3a:, or put the file system's library on the class path");
    }
    if (failure instanceof ClassNotFoundException && line(failure).contains("FileSystem")) {
      return Optional.of(
          line(failure)
              + "; put the file system's library on the class path (for s3a: hadoop-aws, with"
              + " SPARK_SUBMIT_ARGS=\"--packages …\")");
    }
    if (failure instanceof UnknownHostException) {
      return Optional.of("no such host: " + line(failure) + "; check the name");
    }
    if (failure instanceof SocketException || failure instanceof SocketTimeoutException) {
      return Optional.of(
          "cannot be reached ("
              + line(failure)
              + "); check host and port, and that the service runs");
    }
    return Optional.empty();
  }

  /** Java reports a local file that may not be read as one that was not found. */
  private static boolean isDenied(Throwable failure) {
    return failure instanceof AccessControlException
        || failure instanceof AccessDeniedException
        || (failure instanceof FileNotFoundException
            && line(failure).contains("Permission denied"));
  }

  private static boolean isFull(Throwable failure) {
    return failure instanceof IOException
        && (line(failure).contains("No space left on device")
            || line(failure).contains("Disk quota exceeded"));
  }

  /** The first line of a message. */
  static String line(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message.lines().findFirst().orElse(failure.toString()).strip();
  }
}
