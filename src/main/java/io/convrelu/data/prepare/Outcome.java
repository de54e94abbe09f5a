package io.convrelu.data.prepare;

import io.convrelu.data.BadInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.security.AccessControlException;

/**
 * What a task gives back: a value, or an error that the user can mend. An exception would make
 * Spark try again, and would reach the driver as text in a trace.
 *
 * @param values none or one
 * @param errors one or none
 */
record Outcome<T extends Serializable>(List<T> values, List<BadInputException> errors)
    implements Serializable {

  /** Something that reads. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }

  /** Reads. File systems that fail in other ways are left to Spark, which tries again. */
  static <T extends Serializable> Outcome<T> of(Reading<T> reading) throws IOException {
    try {
      return new Outcome<>(List.of(reading.read()), List.of());
    } catch (BadInputException e) {
      return new Outcome<>(List.of(), List.of(e));
    } catch (FileNotFoundException | AccessControlException e) {
      return new Outcome<>(List.of(), List.of(unreadable(e)));
    }
  }

  /** A file that is not there, or is not for us. Local ones say both with the same exception. */
  static BadInputException unreadable(IOException e) {
    return new BadInputException(e.getMessage(), "", "cannot be read; check its permissions", e);
  }

  /**
   * The value.
   *
   * @throws BadInputException the error
   */
  T get() {
    for (BadInputException error : errors) {
      throw error;
    }
    return values.get(0);
  }
}
