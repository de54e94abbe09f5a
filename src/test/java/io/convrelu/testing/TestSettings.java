package io.convrelu.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where tests find real data ({@code -Dconvrelu.data=DIR}) and reference vectors ({@code
 * -Dconvrelu.golden=DIR}). A test that needs one and does not have it is skipped, and says so.
 */
public final class TestSettings {

  private TestSettings() {}

  /** A folder of the real data, for example {@code cifar-10-batches-bin}; skips without it. */
  public static Path realData(String folder) {
    return folder("convrelu.data", "real data").resolve(folder);
  }

  /** The folder of reference vectors; skips without it. */
  public static Path golden() {
    return folder("convrelu.golden", "reference vectors");
  }

  private static Path folder(String property, String what) {
    String value = System.getProperty(property, "");
    boolean there = !value.isEmpty() && Files.isDirectory(Path.of(value));
    if (!there) {
      System.err.println(
          "SKIPPED: no "
              + what
              + "; set -D"
              + property
              + "=DIR to run this test (is '"
              + value
              + "')");
    }
    assumeTrue(there, "-D" + property + " names no folder");
    return Path.of(value);
  }
}
