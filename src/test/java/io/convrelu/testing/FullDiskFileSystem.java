package io.convrelu.testing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files under a scheme of their own. The disk has room for none whose name contains a text,
 * and says so as Hadoop's local file system does.
 */
public final class FullDiskFileSystem extends RawLocalFileSystem {

  private static final String SCHEME = "full";

  /** The setting that makes the scheme known to Hadoop, by this class's name. */
  public static final String SETTING = "fs." + SCHEME + ".impl";

  /** The text in the names of files that there is no room for; everything fits without it. */
  public static final String NO_ROOM_FOR = "full.no-room-for";

  /** What {@link #SETTING} has to be. */
  public static final String NAME = FullDiskFileSystem.class.getName();

  /** With it after {@link #SETTING} true, settings count that others did not have. */
  public static final String UNCACHED = ".disable.cache";

  /** Makes a configuration know the scheme, without room for files whose names contain a text. */
  public static Configuration register(Configuration hadoop, String noRoomFor) {
    hadoop.set(SETTING, NAME);
    hadoop.setBoolean(SETTING + UNCACHED, true);
    hadoop.set(NO_ROOM_FOR, noRoomFor);
    return hadoop;
  }

  /** A local path under this scheme. */
  public static String path(java.nio.file.Path local) {
    return SCHEME + "://" + local.toAbsolutePath();
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
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return limited(
        file, super.create(file, overwrite, bufferSize, replication, blockSize, progress));
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return limited(
        file,
        super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress));
  }

  private FSDataOutputStream limited(Path file, FSDataOutputStream out) throws IOException {
    String noRoomFor = getConf().get(NO_ROOM_FOR, "");
    return !noRoomFor.isEmpty() && file.getName().contains(noRoomFor)
        ? new FSDataOutputStream(new NoRoom(out), null)
        : out;
  }

  /** Only Hadoop itself may make one. */
  private static FSError full() {
    try {
      Constructor<FSError> maker = FSError.class.getDeclaredConstructor(Throwable.class);
      maker.setAccessible(true);
      return maker.newInstance(new IOException("No space left on device"));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class NoRoom extends FilterOutputStream {

    NoRoom(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) {
      throw full();
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      throw full();
    }
  }
}
