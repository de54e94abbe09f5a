package io.convrelu.data.archive;

import io.convrelu.data.BadInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Walks a {@code .tar.gz}. */
final class TarGzEntries {

  private static final int BUFFER = 1 << 16;

  private TarGzEntries() {}

  /**
   * @param packed the archive's bytes
   * @param archive for messages
   * @throws BadInputException at an entry that is no plain file or folder
   */
  static void walk(InputStream packed, String archive, EntrySink sink) throws IOException {
    InputStream buffered = new BufferedInputStream(packed, BUFFER);
    try (GzipCompressorInputStream unpacked = new GzipCompressorInputStream(buffered, true);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new BufferedInputStream(unpacked, BUFFER), StandardCharsets.UTF_8.name())) {
      boolean empty = true;
      for (TarArchiveEntry entry = tar.getNextTarEntry();
          entry != null;
          entry = tar.getNextTarEntry()) {
        empty = false;
        String name = EntryName.checked(archive, entry.getName());
        if (entry.isDirectory()) {
          sink.other(name);
        } else if (entry.isFile() && !isSpecial(entry)) {
          sink.file(name, tar);
        } else {
          throw new BadInputException(
              archive, "entry " + name, "is a link or a device; expected files and folders only");
        }
      }
      if (empty) {
        throw new BadInputException(archive, "", "is no tar.gz archive with files in it");
      }
      // The checksum stands at the end of the packed bytes, behind the last entry.
      unpacked.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static boolean isSpecial(TarArchiveEntry entry) {
    return entry.isLink()
        || entry.isSymbolicLink()
        || entry.isBlockDevice()
        || entry.isCharacterDevice()
        || entry.isFIFO()
        || entry.isSparse();
  }
}
