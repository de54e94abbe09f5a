package io.convrelu.testing;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/**
 * Local files under a scheme of their own, so that Hadoop counts the bytes that are read of them
 * separately. Files whose names contain a configured text may not be read.
 */
public final class CountedFileSystem extends RawLocalFileSystem {

  private static final String SCHEME = "counted";
  private static final String DENIED = "counted.denied";

  /** Makes a configuration know the scheme. */
  public static Configuration register(Configuration hadoop) {
    hadoop.setClass("fs." + SCHEME + ".impl", CountedFileSystem.class, FileSystem.class);
    return hadoop;
  }

  /** The same, where no file may be read whose name contains a text. */
  public static Configuration denying(Configuration hadoop, String text) {
    hadoop.setBoolean("fs." + SCHEME + ".impl.disable.cache", true);
    hadoop.set(DENIED, text);
    return register(hadoop);
  }

  /** A local path under this scheme. */
  public static String path(java.nio.file.Path local) {
    return SCHEME + "://" + local.toAbsolutePath();
  }

  /** Bytes read in this JVM so far. */
  public static long bytesRead() {
    return FileSystem.getGlobalStorageStatistics().get(SCHEME).getLong("bytesRead");
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
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    String denied = getConf().get(DENIED, "");
    if (!denied.isEmpty() && file.getName().contains(denied)) {
      throw new AccessControlException("read access to " + file.getName() + " refused");
    }
    return super.open(file, bufferSize);
  }
}
