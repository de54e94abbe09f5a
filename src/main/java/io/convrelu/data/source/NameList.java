package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import io.convrelu.data.input.FileRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** A small text file with one name a line, in UTF-8. Empty lines at its end are passed over. */
final class NameList {

  /** Far above any list of class names: a larger file is something else. */
  private static final long LARGEST = 16L << 20;

  private NameList() {}

  /** The lines, without line breaks and without empty ones at the end. */
  static List<String> lines(Configuration hadoop, FileRef file) throws IOException {
    if (file.length() > LARGEST) {
      throw new BadInputException(
          file.display(), "", "has " + file.length() + " bytes; expected a short list of names");
    }
    String all =
        new StrictText(StandardCharsets.UTF_8).decode(file.read(hadoop), file.display(), "");
    List<String> lines = new ArrayList<>(List.of(all.replace("\r\n", "\n").split("\n", -1)));
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  /**
   * Distinct names, one a line.
   *
   * @throws BadInputException at an empty line or a name that was there before
   */
  static List<String> names(Configuration hadoop, FileRef file) throws IOException {
    List<String> names = lines(hadoop, file);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String place = "line " + (i + 1);
      if (names.get(i).isBlank()) {
        throw new BadInputException(file.display(), place, "is empty; expected a name");
      }
      if (!seen.add(names.get(i))) {
        throw new BadInputException(
            file.display(), place, "has '" + names.get(i) + "' again; expected distinct names");
      }
    }
    if (names.isEmpty()) {
      throw new BadInputException(file.display(), "", "has no line; expected one name a line");
    }
    return names;
  }

  /** Distinct names, of which there must be a given number. */
  static List<String> names(Configuration hadoop, FileRef file, int count) throws IOException {
    List<String> names = names(hadoop, file);
    if (names.size() != count) {
      throw new BadInputException(
          file.display(), "", "has " + names.size() + " names; expected " + count);
    }
    return names;
  }
}
