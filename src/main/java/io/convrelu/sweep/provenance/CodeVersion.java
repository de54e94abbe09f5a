package io.convrelu.sweep.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/**
 * Which program trained.
 *
 * @param program its version, for example {@code 0.1.0}
 * @param commit of its sources in Git, in hex; {@code unknown} where it was built without Git
 * @param tree whether the sources were those of the commit: {@code clean}, {@code dirty} or {@code
 *     unknown}
 */
public record CodeVersion(String program, String commit, String tree) {

  /** Sources that are those of their commit. */
  public static final String CLEAN = "clean";

  /** Where nothing is known. */
  public static final String NOT_KNOWN = "unknown";

  private static final String BUILD = "build.properties";

  /** Of a program that does not say. */
  public static final CodeVersion UNKNOWN = new CodeVersion(NOT_KNOWN, NOT_KNOWN, NOT_KNOWN);

  public CodeVersion {
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(tree, "tree");
  }

  /** Of this program, as its build has recorded it. */
  public static CodeVersion ofThisBuild() {
    Properties build = new Properties();
    try (InputStream in = CodeVersion.class.getResourceAsStream(BUILD)) {
      if (in == null) {
        return UNKNOWN;
      }
      build.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + BUILD + " of this program", e);
    }
    return new CodeVersion(value(build, "program"), value(build, "commit"), value(build, "tree"));
  }

  /** What a build that fills nothing in leaves as it is, says nothing. */
  private static String value(Properties build, String key) {
    String value = build.getProperty(key, NOT_KNOWN);
    return value.isBlank() || value.startsWith("${") ? NOT_KNOWN : value;
  }

  /** For people: {@code 0.1.0 (8f9e638, dirty)}. */
  @Override
  public String toString() {
    String brief = commit.length() > 12 ? commit.substring(0, 12) : commit;
    return program + " (" + brief + (tree.equals(CLEAN) ? "" : ", tree " + tree) + ")";
  }
}
