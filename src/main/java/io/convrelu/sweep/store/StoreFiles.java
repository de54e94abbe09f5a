package io.convrelu.sweep.store;

import io.convrelu.data.AtomicFile;
import io.convrelu.data.FileOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The few file operations of a trial store, on any Hadoop file system. What is asked to be atomic
 * is atomic where the file system's rename is (local disks, HDFS); on object stores it is what the
 * connector makes of a rename.
 *
 * <p>Local disks are used without Hadoop's {@code .crc} side files, because two files cannot be
 * replaced in one step; what is stored carries its own checksum.
 */
public final class StoreFiles {

  private final Configuration hadoop;
  private final FileSystem fs;
  private final Path root;

  private StoreFiles(Configuration hadoop, FileSystem fs, Path root) {
    this.hadoop = hadoop;
    this.fs = fs;
    this.root = root;
  }

  /** Files below a folder, which need not exist yet. */
  public static StoreFiles at(Configuration hadoop, String folder) throws IOException {
    Path path = new Path(folder);
    FileSystem fs = AtomicFile.fileSystem(hadoop, path);
    return new StoreFiles(hadoop, fs, fs.makeQualified(path));
  }

  Path root() {
    return root;
  }

  Path path(String relative) {
    return new Path(root, relative);
  }

  boolean exists(Path file) throws IOException {
    return fs.exists(file);
  }

  byte[] read(Path file) throws IOException {
    try (InputStream in = fs.open(file)) {
      return in.readAllBytes();
    }
  }

  /** What is in a folder, sorted by name; nothing when there is no such folder. */
  List<FileStatus> list(Path folder) throws IOException {
    if (!fs.exists(folder)) {
      return List.of();
    }
    FileStatus[] statuses = fs.listStatus(folder);
    Arrays.sort(statuses);
    return List.of(statuses);
  }

  /** Deletes a file, or a folder with all that is in it; nothing happens when there is none. */
  void delete(Path path) throws IOException {
    if (fs.exists(path) && !fs.delete(path, true) && fs.exists(path)) {
      throw new IOException("cannot delete " + path);
    }
  }

  void makeFolder(Path folder) throws IOException {
    if (!fs.mkdirs(folder)) {
      throw new IOException("cannot make the folder " + folder);
    }
  }

  /** Writes a file so that a reader sees the old content or the new one, never a part. */
  void replace(Path file, byte[] content) throws IOException {
    AtomicFile.write(hadoop, file, content);
  }

  /** Where {@link #replace} prepares a file's new content; a leftover of a killed writer. */
  Path temporary(Path file) {
    return AtomicFile.temporary(file);
  }

  /** Moves a file onto another, replacing it in one step. */
  void rename(Path from, Path to) throws IOException {
    AtomicFile.move(hadoop, from, to);
  }

  /** Creates a file unless there is one. True when this call created it. */
  boolean create(Path file, byte[] content) throws IOException {
    makeFolder(file.getParent());
    try (OutputStream out = createNew(file)) {
      fill(out, file, content);
      return true;
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    }
  }

  private void fill(OutputStream out, Path file, byte[] content) throws IOException {
    try {
      out.write(content);
      out.flush();
    } catch (IOException e) {
      // What is there now is this call's own, and would be taken for a whole file.
      fs.delete(file, false);
      throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private OutputStream createNew(Path file) throws IOException {
    // Hadoop's local file system first looks and then creates, which two drivers can both do.
    return fs instanceof RawLocalFileSystem local
        ? Files.newOutputStream(
            local.pathToFile(file).toPath(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)
        : FileOutput.createNew(fs, file);
  }
}
