package io.convrelu.data.archive;

import io.convrelu.data.BadInputException;
import io.convrelu.data.FileOutput;
import io.convrelu.data.FileWriteException;
import io.convrelu.data.input.FolderTree;
import io.convrelu.data.input.InputTree;
import io.convrelu.data.input.PackedTree;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Unpacks an archive into one file, the pack, in which the archive's files lie one behind the
 * other. A hundred thousand small files would be slow on a local disk and a burden on a name node;
 * and as no name from the archive is ever used on a file system, none can escape from its place.
 */
public final class ArchiveUnpacker {

  private final Configuration hadoop;
  private final ArchiveLimits limits;

  public ArchiveUnpacker(Configuration hadoop, ArchiveLimits limits) {
    this.hadoop = hadoop;
    this.limits = limits;
  }

  /**
   * Unpacks.
   *
   * @param archive a {@code .tar.gz} or {@code .zip} on any Hadoop file system
   * @param pack the file to make, where executors can read it too; the caller removes it
   * @throws BadInputException when it is no such archive, is damaged, is beyond the limits, or has
   *     an entry that is no plain file or folder with a plain relative name
   */
  public InputTree unpack(Path archive, Path pack) throws IOException {
    FileSystem fs = archive.getFileSystem(hadoop);
    String display = FolderTree.display(fs.makeQualified(archive));
    ArchiveFormat format =
        ArchiveFormat.of(fs, archive)
            .orElseThrow(
                () ->
                    new BadInputException(
                        display, "", "expected a folder, a .tar.gz or a .zip archive"));
    long length = fs.getFileStatus(archive).getLen();
    FileSystem packFs = pack.getFileSystem(hadoop);
    String packPath = packFs.makeQualified(pack).toString();
    try (FSDataInputStream in = fs.open(archive);
        OutputStream out = FileOutput.replace(packFs, pack)) {
      PackWriter writer =
          new PackWriter(display, packPath, out, limits, consumed(in, format, length));
      walk(format, in, length, display, writer);
      return new PackedTree(display, writer.files());
    }
  }

  private static void walk(
      ArchiveFormat format, FSDataInputStream in, long length, String display, EntrySink sink)
      throws IOException {
    try {
      switch (format) {
        case TAR_GZ -> TarGzEntries.walk(in, display, sink);
        case ZIP -> ZipEntries.walk(new SeekableHadoopChannel(in, length), display, sink);
      }
    } catch (FileWriteException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      String detail = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
      throw new BadInputException(
          display, "", "is damaged or cut off" + detail + "; fetch it again", e);
    }
  }

  private static LongSupplier consumed(FSDataInputStream in, ArchiveFormat format, long length) {
    return switch (format) {
      case ZIP -> () -> length;
      case TAR_GZ ->
          () -> {
            try {
              return in.getPos();
            } catch (IOException e) {
              return length;
            }
          };
    };
  }
}
