package io.convrelu.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what lies beside these classes in the jar. */
public final class Resources {

  private Resources() {}

  /** A text file of this package. */
  public static String text(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a comma-separated file without quotes, its header left out. */
  public static List<List<String>> rows(String name) {
    return text(name).lines().skip(1).map(line -> List.of(line.split(",", -1))).toList();
  }
}
