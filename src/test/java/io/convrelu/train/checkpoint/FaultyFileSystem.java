package io.convrelu.train.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.util.Progressable;

/**
 * Local files under a scheme of their own ({@code faulty:///path}) that go wrong as the Hadoop
 * configuration says.
 */
public final class FaultyFileSystem extends RawLocalFileSystem {

  static final String SCHEME = "faulty";

  /** A rename {@code returns-false}, or anything else: throws. */
  static final String RENAME = "faulty.rename";

  /** Bytes, over all files, after which the disk is full. */
  static final String ROOM = "faulty.room";

  /** A file whose path contains this cannot be deleted. */
  static final String STUCK = "faulty.stuck";

  /** A file whose path contains this loses its last byte on closing, without an error. */
  static final String LOSSY = "faulty.lossy";

  /**
   * What streams can do: {@code none}, {@code hflush} or {@code hsync}, and then must be told to.
   */
  static final String SYNC = "faulty.sync";

  private long written;

  /** Makes the scheme known, with every file system a new one. */
  static Configuration register() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs." + SCHEME + ".impl", FaultyFileSystem.class.getName());
    hadoop.setBoolean("fs." + SCHEME + ".impl.disable.cache", true);
    return hadoop;
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (getConf().get(RENAME, "").equals("returns-false")) {
      return false;
    }
    throw new IOException("rename is not supported");
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    String stuck = getConf().get(STUCK, "");
    if (!stuck.isEmpty() && path.toString().contains(stuck)) {
      throw new IOException("Permission denied: " + path.getName());
    }
    return super.delete(path, recursive);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    OutputStream out = super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(new FaultyStream(file, out), null);
  }

  private final class FaultyStream extends OutputStream implements StreamCapabilities, Syncable {

    private final Path file;
    private final OutputStream out;
    private final String capability = getConf().get(SYNC, "none");
    private boolean told;
    private boolean closed;

    FaultyStream(Path file, OutputStream out) {
      this.file = file;
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      long room = getConf().getLong(ROOM, Long.MAX_VALUE) - written;
      int fits = (int) Math.min(count, room);
      out.write(bytes, from, fits);
      written += fits;
      if (fits < count) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      out.close();
      String lossy = getConf().get(LOSSY, "");
      if (!lossy.isEmpty() && file.toString().contains(lossy)) {
        truncate(file, getFileStatus(file).getLen() - 1);
      }
      if (!told
          && !capability.equals("none")
          && written < getConf().getLong(ROOM, Long.MAX_VALUE)) {
        throw new IllegalStateException(file + " was closed without " + capability);
      }
    }

    @Override
    public boolean hasCapability(String asked) {
      return asked.equals(capability) || (capability.equals(HSYNC) && asked.equals(HFLUSH));
    }

    @Override
    public void hflush() {
      sync(HFLUSH);
    }

    @Override
    public void hsync() {
      sync(HSYNC);
    }

    private void sync(String how) {
      if (!how.equals(capability)) {
        throw new UnsupportedOperationException(how);
      }
      told = true;
    }
  }
}
