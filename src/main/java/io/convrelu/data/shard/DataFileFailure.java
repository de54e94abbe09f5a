package io.convrelu.data.shard;

import io.convrelu.data.BadInputException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskKilledException;
import shaded.parquet.org.apache.thrift.TException;

/**
 * What a failure to read a data file means to its user. Damage does not pass and is told as such;
 * of a file system that fails otherwise, another attempt may be luckier.
 */
public final class DataFileFailure {

  static final String REMEDY = "restore it, or prepare the data set again";

  private DataFileFailure() {}

  /** What to throw instead of a failure. */
  public static RuntimeException of(String path, Exception failure) {
    if (failure instanceof BadInputException || failure instanceof TaskKilledException) {
      return (RuntimeException) failure;
    }
    if (caused(failure, List.of(InterruptedIOException.class, ClosedByInterruptException.class))) {
      return io(path, failure);
    }
    if (denied(failure)) {
      return new BadInputException(
          path,
          "",
          "may not be read by "
              + System.getProperty("user.name")
              + " on "
              + host()
              + " ("
              + message(failure)
              + "); grant that user access",
          failure);
    }
    if (caused(failure, List.of(FileNotFoundException.class, NoSuchFileException.class))) {
      return new BadInputException(
          path,
          "",
          "is missing on "
              + host()
              + "; a data set must be where driver and all executors see it: "
              + REMEDY,
          failure);
    }
    boolean decoding =
        failure instanceof RuntimeException && !(failure instanceof UncheckedIOException);
    boolean damaged =
        decoding
            || caused(
                failure, List.of(EOFException.class, ChecksumException.class, TException.class));
    return damaged
        ? new BadInputException(
            path, "", "is damaged (" + message(failure) + "); " + REMEDY, failure)
        : io(path, failure);
  }

  private static RuntimeException io(String path, Exception failure) {
    IOException cause =
        failure instanceof IOException direct
            ? direct
            : new IOException(failure.toString(), failure);
    return new UncheckedIOException(path + " could not be read: " + message(failure), cause);
  }

  private static boolean denied(Throwable failure) {
    if (caused(failure, List.of(AccessControlException.class, AccessDeniedException.class))) {
      return true;
    }
    // Java reports a local file that may not be read as one that was not found.
    return caused(failure, List.of(FileNotFoundException.class))
        && String.valueOf(failure.getMessage()).contains("Permission denied");
  }

  private static boolean caused(Throwable failure, List<Class<? extends Throwable>> types) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (isOneOf(t, types)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOneOf(Throwable failure, List<Class<? extends Throwable>> types) {
    return types.stream().anyMatch(type -> type.isInstance(failure));
  }

  /** The first line of the innermost message: outer ones repeat file and call. */
  private static String message(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return String.valueOf(inner.getMessage() == null ? inner : inner.getMessage())
        .lines()
        .findFirst()
        .orElse(inner.toString());
  }

  private static String host() {
    return Optional.ofNullable(SparkEnv.get())
        .map(spark -> "host " + spark.blockManager().blockManagerId().host())
        .orElse("this machine");
  }
}
