package io.convrelu.data.archive;

import io.convrelu.data.BadInputException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Walks a {@code .zip} by its directory, which, unlike the stream, tells links from files. */
final class ZipEntries {

  private ZipEntries() {}

  /**
   * @param packed the archive's bytes
   * @param archive for messages
   * @throws BadInputException at an entry that is no plain file or folder, or is encrypted
   */
  static void walk(SeekableByteChannel packed, String archive, EntrySink sink) throws IOException {
    try (ZipFile zip = new ZipFile(packed)) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        String name = EntryName.checked(archive, entry.getName());
        if (entry.isUnixSymlink()) {
          throw new BadInputException(
              archive, "entry " + name, "is a link; expected files and folders only");
        }
        if (entry.isDirectory()) {
          sink.other(name);
        } else if (!zip.canReadEntryData(entry)) {
          throw new BadInputException(
              archive,
              "entry " + name,
              "is encrypted or packed in a way that zip tools seldom use");
        } else {
          file(zip, entry, name, sink);
        }
      }
    }
  }

  /** The library does not compare checksums, so this does. */
  private static void file(ZipFile zip, ZipArchiveEntry entry, String name, EntrySink sink)
      throws IOException {
    try (CheckedInputStream content =
        new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      sink.file(name, content);
      if (content.getChecksum().getValue() != entry.getCrc()) {
        throw new IOException("the checksum of entry " + name + " differs");
      }
    }
  }
}
