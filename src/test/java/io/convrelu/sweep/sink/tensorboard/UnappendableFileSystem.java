package io.convrelu.sweep.sink.tensorboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** A local disk that, like an object store, shows a file once it is closed and cannot append. */
public final class UnappendableFileSystem extends RawLocalFileSystem {

  @Override
  public URI getUri() {
    return URI.create("unappendable:///");
  }

  @Override
  public String getScheme() {
    return "unappendable";
  }

  @Override
  protected void checkPath(Path path) {
    // Every path is of this disk.
  }

  @Override
  public boolean hasPathCapability(Path path, String capability) throws IOException {
    return !capability.equals(CommonPathCapabilities.FS_APPEND)
        && super.hasPathCapability(path, capability);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return new FSDataOutputStream(
        new ByteArrayOutputStream() {
          @Override
          public void close() throws IOException {
            try (FSDataOutputStream out =
                UnappendableFileSystem.super.create(
                    path, permission, overwrite, bufferSize, replication, blockSize, progress)) {
              writeTo(out);
            }
          }
        },
        null);
  }
}
