package io.convrelu.train.predict;

import io.convrelu.data.BadInputException;
import io.convrelu.data.shard.DataFileFailure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds, in what Spark throws, the Parquet file that could not be read. */
final class DamagedFile {

  /** Option of Spark's reader by which pages are compared with their checksums. */
  static final String CHECKSUMS = "parquet.page.verify-checksum.enabled";

  private static final Pattern FILE =
      Pattern.compile("Encountered error while reading file ([^\\s]+?)\\.?(\\s|$)");

  private DamagedFile() {}

  /** What to tell the user; empty when it was not the reading of a file that failed. */
  static Optional<RuntimeException> in(Throwable failure) {
    Optional<RuntimeException> found = Optional.empty();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BadInputException bad) {
        return Optional.of(bad);
      }
      // Outer messages quote inner ones; the innermost has the reason as its cause.
      Matcher file = FILE.matcher(String.valueOf(t.getMessage()));
      if (file.find()) {
        Exception cause = t.getCause() instanceof Exception inner ? inner : new Exception(t);
        found = Optional.of(DataFileFailure.of(file.group(1), cause));
      }
    }
    return found;
  }

  /** First line of the innermost message. */
  static String innermost(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return String.valueOf(inner.getMessage()).lines().findFirst().orElse(inner.toString());
  }
}
