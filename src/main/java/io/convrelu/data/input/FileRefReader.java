package io.convrelu.data.input;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * Reads many small files one after the other. Those that lie in one pack share one stream, which on
 * a cluster saves a round trip to the name node for each.
 */
public final class FileRefReader implements Closeable {

  private final Configuration hadoop;
  private String openPath = "";
  private Optional<FSDataInputStream> open = Optional.empty();

  public FileRefReader(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /** All bytes of a file. */
  public byte[] read(FileRef file) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(file.length())];
    try {
      FSDataInputStream in = stream(file.path());
      in.seek(file.offset());
      in.readFully(bytes);
      return bytes;
    } catch (EOFException e) {
      throw new IOException(file.display() + " became shorter while it was read", e);
    }
  }

  private FSDataInputStream stream(String path) throws IOException {
    if (open.isEmpty() || !openPath.equals(path)) {
      close();
      Path file = new Path(path);
      open = Optional.of(file.getFileSystem(hadoop).open(file));
      openPath = path;
    }
    return open.get();
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      FSDataInputStream in = open.get();
      open = Optional.empty();
      in.close();
    }
  }
}
