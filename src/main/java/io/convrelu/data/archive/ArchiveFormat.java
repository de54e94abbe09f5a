package io.convrelu.data.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Archive formats, told apart by their first bytes and not by what a file is called. */
enum ArchiveFormat {
  TAR_GZ(0x1f, 0x8b),
  ZIP('P', 'K');

  private final int first;
  private final int second;

  ArchiveFormat(int first, int second) {
    this.first = first;
    this.second = second;
  }

  /** The format of a file; empty when it is none of these. */
  static Optional<ArchiveFormat> of(FileSystem fs, Path file) throws IOException {
    try (InputStream in = fs.open(file)) {
      int first = in.read();
      int second = in.read();
      for (ArchiveFormat format : values()) {
        if (format.first == first && format.second == second) {
          return Optional.of(format);
        }
      }
      return Optional.empty();
    }
  }
}
