package io.convrelu.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Files that a reader sees with their old content or their new, never a part. Where a rename is
 * atomic (local disks, HDFS) the content goes to a hidden neighbour which then takes the file's
 * place; an object store such as s3a shows an object only once it is complete, so there it is
 * written directly.
 *
 * <p>Local disks are used without Hadoop's {@code .crc} side files, because two files cannot be
 * replaced in one step.
 */
public final class AtomicFile {

  private static final Set<String> OBJECT_STORES =
      Set.of("s3a", "s3", "s3n", "gs", "oss", "cosn", "wasb", "wasbs");

  private AtomicFile() {}

  /** The file system of a path; the local one without side files. */
  public static FileSystem fileSystem(Configuration hadoop, Path path) throws IOException {
    FileSystem found = path.getFileSystem(hadoop);
    return found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
  }

  /** Replaces a file, or creates it and its folders. A failure leaves the old content. */
  public static void write(Configuration hadoop, Path file, byte[] content) throws IOException {
    FileSystem fs = fileSystem(hadoop, file);
    if (OBJECT_STORES.contains(fs.getUri().getScheme())) {
      put(fs, file, content);
      return;
    }
    Path temporary = temporary(file);
    try {
      put(fs, temporary, content);
      move(hadoop, temporary, file);
    } catch (IOException e) {
      try {
        fs.delete(temporary, false);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** The same for UTF-8 text. */
  public static void write(Configuration hadoop, Path file, String content) throws IOException {
    write(hadoop, file, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Moves a file onto another, replacing it, in one step where the file system can. */
  public static void move(Configuration hadoop, Path from, Path to) throws IOException {
    FileSystem fs = fileSystem(hadoop, to);
    if (fs instanceof RawLocalFileSystem local) {
      Files.move(
          local.pathToFile(from).toPath(),
          local.pathToFile(to).toPath(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } else {
      FileContext.getFileContext(fs.getUri(), hadoop).rename(from, to, Options.Rename.OVERWRITE);
    }
  }

  /** Where {@link #write} prepares new content; a leftover of a killed writer. */
  public static Path temporary(Path file) {
    return new Path(file.getParent(), "." + file.getName() + ".tmp");
  }

  private static void put(FileSystem fs, Path file, byte[] content) throws IOException {
    try (OutputStream out = FileOutput.replace(fs, file)) {
      out.write(content);
    }
  }
}
