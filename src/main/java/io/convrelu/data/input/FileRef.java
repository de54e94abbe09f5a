package io.convrelu.data.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * A file of an official distribution: a whole file, or a stretch of the pack that an archive was
 * unpacked to. Small, and sent to executors.
 *
 * @param root folder or archive that the name is relative to, for messages
 * @param name relative to the official folder, with '/', for example {@code val/images/val_7.JPEG}
 * @param path Hadoop path of the file that holds the bytes
 * @param offset where they begin in it
 * @param length number of bytes
 */
public record FileRef(String root, String name, String path, long offset, long length)
    implements Serializable {

  /** How messages name the file. */
  public String display() {
    return root + "/" + name;
  }

  /** The last part of the name. */
  public String baseName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** All bytes as a stream, not buffered. */
  public InputStream open(Configuration hadoop) throws IOException {
    return open(hadoop, 0, length);
  }

  /** A stretch of the bytes as a stream, not buffered. */
  public InputStream open(Configuration hadoop, long from, long count) throws IOException {
    if (from < 0 || count < 0 || from + count > length) {
      throw new IndexOutOfBoundsException(
          display() + ": bytes " + from + " to " + (from + count) + " of " + length);
    }
    Path file = new Path(path);
    FSDataInputStream in = file.getFileSystem(hadoop).open(file);
    try {
      in.seek(offset + from);
      return new SliceInputStream(in, count);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** All bytes in memory; for small files. */
  public byte[] read(Configuration hadoop) throws IOException {
    try (InputStream in = open(hadoop)) {
      return in.readAllBytes();
    }
  }
}
