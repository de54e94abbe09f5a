package io.convrelu.data;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;

/**
 * Opens files to be written. Hadoop's local file system tells of a full disk with an {@link
 * FSError}, which no one who cleans up after an {@link IOException} catches, and which names no
 * file; what is opened here tells of it with a {@link FileWriteException}.
 */
public final class FileOutput {

  private FileOutput() {}

  /**
   * Of a file that must not be there yet.
   *
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException when it is
   */
  public static FSDataOutputStream createNew(FileSystem fs, Path file) throws IOException {
    return named(fs.create(file, false), file);
  }

  /** Of a file that may be there, and is emptied then. */
  public static FSDataOutputStream replace(FileSystem fs, Path file) throws IOException {
    return named(fs.create(file, true), file);
  }

  private static FSDataOutputStream named(FSDataOutputStream out, Path file) throws IOException {
    return new FSDataOutputStream(new NamedStream(out, file), null);
  }

  private static void told(Path file, Writing writing) throws IOException {
    try {
      writing.run();
    } catch (FSError e) {
      throw new FileWriteException(file.toString(), e);
    }
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  /** Knows which file it writes. */
  private static final class NamedStream extends OutputStream
      implements Syncable, StreamCapabilities {

    private final FSDataOutputStream out;
    private final Path file;

    NamedStream(FSDataOutputStream out, Path file) {
      this.out = out;
      this.file = file;
    }

    @Override
    public void write(int value) throws IOException {
      told(file, () -> out.write(value));
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      told(file, () -> out.write(bytes, from, length));
    }

    @Override
    public void flush() throws IOException {
      told(file, out::flush);
    }

    @Override
    public void hflush() throws IOException {
      told(file, out::hflush);
    }

    @Override
    public void hsync() throws IOException {
      told(file, out::hsync);
    }

    @Override
    public boolean hasCapability(String capability) {
      return out.hasCapability(capability);
    }

    @Override
    public void close() throws IOException {
      told(file, out::close);
    }
  }
}
