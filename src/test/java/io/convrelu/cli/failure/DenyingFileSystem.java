package io.convrelu.cli.failure;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;

/**
 * Local files under {@code denying:}; nobody may go to a path with "secret" in it, or write to one
 * with "read-only" in it.
 */
public final class DenyingFileSystem extends RawLocalFileSystem {

  /** The setting that makes the scheme known to Hadoop. */
  public static final String SETTING = "fs.denying.impl";

  @Override
  public void initialize(URI uri, Configuration conf) throws IOException {
    super.initialize(URI.create("denying:///"), conf);
  }

  @Override
  public URI getUri() {
    return URI.create("denying:///");
  }

  @Override
  public String getScheme() {
    return "denying";
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    check(path);
    return super.getFileStatus(path);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    check(path);
    return super.open(path, bufferSize);
  }

  @Override
  protected OutputStream createOutputStreamWithMode(
      Path path, boolean append, FsPermission permission) throws IOException {
    if (path.toString().contains("read-only")) {
      throw new AccessControlException("Permission denied: " + path);
    }
    return super.createOutputStreamWithMode(path, append, permission);
  }

  private static void check(Path path) throws AccessControlException {
    if (path.toString().contains("secret")) {
      throw new AccessControlException("Permission denied: " + path);
    }
  }
}
