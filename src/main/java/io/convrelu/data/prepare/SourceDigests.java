package io.convrelu.data.prepare;

import io.convrelu.data.Sha256;
import io.convrelu.data.input.FileRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** SHA-256 of source files. */
final class SourceDigests {

  private static final int BUFFER = 1 << 16;

  private SourceDigests() {}

  /** The digest of a file, in hex. */
  static String of(FileRef file, Configuration hadoop) throws IOException {
    MessageDigest digest = Sha256.create();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = file.open(hadoop)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * One digest a folder of small files: that of the lines {@code <digest of file> <name of file>}
   * in the order of names, which is what {@code LC_ALL=C sha256sum * | sha256sum} prints in it.
   */
  static SortedMap<String, String> ofFolders(SortedMap<String, String> smallFiles) {
    SortedMap<String, MessageDigest> folders = new TreeMap<>();
    for (Map.Entry<String, String> file : smallFiles.entrySet()) {
      int slash = file.getKey().lastIndexOf('/');
      String line = file.getValue() + "  " + file.getKey().substring(slash + 1) + "\n";
      folders
          .computeIfAbsent(file.getKey().substring(0, slash + 1), name -> Sha256.create())
          .update(line.getBytes(StandardCharsets.UTF_8));
    }
    SortedMap<String, String> result = new TreeMap<>();
    folders.forEach((name, digest) -> result.put(name, HexFormat.of().formatHex(digest.digest())));
    return result;
  }

  /** The small files of all units. */
  static SortedMap<String, String> smallFiles(List<UnitSurvey> surveys) {
    SortedMap<String, String> all = new TreeMap<>();
    surveys.forEach(survey -> all.putAll(survey.sourceFiles()));
    return all;
  }
}
