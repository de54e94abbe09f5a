package io.convrelu.data.archive;

import io.convrelu.data.BadInputException;
import io.convrelu.data.input.FileRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Writes the files of an archive one behind the other and counts them against the limits. */
final class PackWriter implements EntrySink {

  private static final int BUFFER = 1 << 16;

  private final String archive;
  private final String packPath;
  private final OutputStream pack;
  private final ArchiveLimits limits;
  private final LongSupplier packedBytes;
  private final NavigableMap<String, FileRef> files = new TreeMap<>();
  private final byte[] buffer = new byte[BUFFER];
  private long entries;
  private long written;

  /**
   * @param packedBytes how many bytes of the archive have been read, or all of them
   */
  PackWriter(
      String archive,
      String packPath,
      OutputStream pack,
      ArchiveLimits limits,
      LongSupplier packedBytes) {
    this.archive = archive;
    this.packPath = packPath;
    this.pack = pack;
    this.limits = limits;
    this.packedBytes = packedBytes;
  }

  /** What was written, by name in the archive. */
  NavigableMap<String, FileRef> files() {
    return files;
  }

  @Override
  public void file(String name, InputStream content) throws IOException {
    other(name);
    if (name.isEmpty() || files.containsKey(name)) {
      throw new BadInputException(archive, "entry " + name, "is in the archive twice");
    }
    long start = written;
    for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
      written += count;
      checkBytes(name);
      append(count);
    }
    files.put(name, new FileRef(archive, name, packPath, start, written - start));
  }

  @Override
  public void other(String name) {
    entries++;
    if (entries > limits.entries()) {
      throw new BadInputException(
          archive, "entry " + name, "is one too many; at most " + limits.entries() + " are read");
    }
  }

  private void append(int count) {
    try {
      pack.write(buffer, 0, count);
    } catch (IOException e) {
      // Not to be taken for a damaged archive.
      throw new UncheckedIOException(packPath + " could not be written: " + e.getMessage(), e);
    }
  }

  private void checkBytes(String name) {
    if (written > limits.bytes()) {
      throw new BadInputException(
          archive,
          "entry " + name,
          "unpacks too far; at most " + limits.bytes() + " bytes are read from one archive");
    }
    if (written > limits.grace() && written / limits.ratio() > packedBytes.getAsLong()) {
      throw new BadInputException(
          archive,
          "entry " + name,
          "unpacks to more than "
              + limits.ratio()
              + " times its packed size, which no official archive does");
    }
  }
}
