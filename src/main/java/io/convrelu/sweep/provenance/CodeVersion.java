package io.convrelu.sweep.provenance;

import java.util.Objects;

/**
 * Which program trained.
 *
 * @param program its version, for example {@code 0.1.0}
 * @param commit of its sources in Git, in hex; {@code unknown} where it was built without Git
 * @param tree whether the sources were those of the commit: {@code clean}, {@code dirty} or {@code
 *     unknown}
 */
public record CodeVersion(String program, String commit, String tree) {

  /** Where nothing is known. */
  public static final String NOT_KNOWN = "unknown";

  /** Of a program that does not say. */
  public static final CodeVersion UNKNOWN = new CodeVersion(NOT_KNOWN, NOT_KNOWN, NOT_KNOWN);

  public CodeVersion {
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(tree, "tree");
  }

  /** For people: {@code 0.1.0 (8f9e638, dirty)}. */
  @Override
  public String toString() {
    String brief = commit.length() > 12 ? commit.substring(0, 12) : commit;
    return program + " (" + brief + (tree.equals("clean") ? "" : ", tree " + tree) + ")";
  }
}
