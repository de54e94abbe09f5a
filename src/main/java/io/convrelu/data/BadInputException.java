package io.convrelu.data;

import java.util.Objects;

/**
 * Input data that cannot be used. The message is for the user: it names the file, the place in it
 * (record, line or byte) and what was expected.
 */
public final class BadInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param file the file or folder
   * @param place where in it, for example {@code record 17}; empty for the whole file
   * @param expected what is wrong and what was expected
   */
  public BadInputException(String file, String place, String expected) {
    super(message(file, place, expected));
  }

  /** The same, keeping the cause for the log. */
  public BadInputException(String file, String place, String expected, Throwable cause) {
    super(message(file, place, expected), cause);
  }

  private static String message(String file, String place, String expected) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(expected, "expected");
    return place.isEmpty() ? file + ": " + expected : file + ": " + place + ": " + expected;
  }
}
