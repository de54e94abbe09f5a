package io.convrelu.data.storage;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.spark.SparkEnv;

/**
 * A file for what has no room in the heap, in one of Spark's local directories. Its name is deleted
 * as soon as it is open: the space is free again when the last user has let go of it or the JVM has
 * ended in whatever way, SIGKILL included.
 *
 * <p>Not a {@link java.nio.channels.FileChannel}, which an interrupted reader closes for all
 * others.
 */
final class SpillFile {

  private final String folder;
  private final RandomAccessFile file;
  private long length;

  private SpillFile(String folder, RandomAccessFile file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * An empty file.
   *
   * @throws UncheckedIOException when none can be made
   */
  static SpillFile create() {
    try {
      File name = newFile();
      RandomAccessFile file = new RandomAccessFile(name, "rw");
      Files.delete(name.toPath());
      return new SpillFile(name.getParent(), file);
    } catch (IOException e) {
      throw failure("could not be made", "one of Spark's local directories", e);
    }
  }

  /** Writes at the end. */
  synchronized void append(byte[] source, int count) {
    try {
      file.seek(length);
      file.write(source, 0, count);
      length += count;
    } catch (IOException e) {
      throw failure("could not be written", folder, e);
    }
  }

  /** Reads {@code count} bytes from a position on. */
  synchronized void read(long position, byte[] target, int count) {
    try {
      file.seek(position);
      file.readFully(target, 0, count);
    } catch (IOException e) {
      throw failure("could not be read", folder, e);
    }
  }

  /** Bytes written. */
  synchronized long length() {
    return length;
  }

  private static File newFile() throws IOException {
    Optional<SparkEnv> spark = Optional.ofNullable(SparkEnv.get());
    return spark.isPresent()
        ? spark.get().blockManager().diskBlockManager().createTempLocalBlock()._2()
        : File.createTempFile("shard", ".spill");
  }

  private static UncheckedIOException failure(String what, String folder, IOException cause) {
    return new UncheckedIOException(
        "examples that exceed train.shard-memory "
            + what
            + " in "
            + folder
            + " ("
            + cause.getMessage()
            + "); set a larger train.shard-memory, or a spark.local.dir with more room",
        cause);
  }
}
