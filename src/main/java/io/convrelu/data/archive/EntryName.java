package io.convrelu.data.archive;

import io.convrelu.data.BadInputException;

/** Names of archive entries: only plain relative ones are accepted. */
final class EntryName {

  private static final int LONGEST = 1024;

  private EntryName() {}

  /**
   * The name without a leading {@code ./} and without a trailing '/'; empty for the archive's own
   * root.
   *
   * @throws BadInputException when it is absolute, leaves the archive, or cannot be a file's name
   */
  static String checked(String archive, String name) {
    if (name.length() > LONGEST) {
      throw bad(
          archive, name.substring(0, 40) + "…", "has a name of " + name.length() + " characters");
    }
    if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw bad(archive, name.replaceAll("\\p{Cntrl}", "?"), "has a control character in its name");
    }
    if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
      throw bad(archive, name, "has an absolute name");
    }
    if (name.indexOf('\\') >= 0) {
      throw bad(archive, name, "has a backslash in its name");
    }
    StringBuilder plain = new StringBuilder();
    for (String part : name.split("/")) {
      if (part.equals("..")) {
        throw bad(archive, name, "points outside of the archive");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        plain.append(plain.length() == 0 ? "" : "/").append(part);
      }
    }
    return plain.toString();
  }

  private static BadInputException bad(String archive, String name, String what) {
    return new BadInputException(
        archive,
        "entry " + name,
        what + "; expected plain relative names as in the official archive");
  }
}
