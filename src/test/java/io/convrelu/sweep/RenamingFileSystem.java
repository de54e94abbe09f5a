package io.convrelu.sweep;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A file system of its own scheme ({@code renaming:///path}) over the local disk, that is not
 * Hadoop's local one and, as HDFS, refuses a plain rename onto an existing file.
 */
public final class RenamingFileSystem extends DelegateToFileSystem {

  public static final String SCHEME = "renaming";

  /** Called by Hadoop. */
  public RenamingFileSystem(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
    super(uri, new Strict(), hadoop, SCHEME, false);
  }

  /** Makes the scheme known. */
  public static void register(Configuration hadoop) {
    hadoop.set("fs." + SCHEME + ".impl", Strict.class.getName());
    hadoop.set("fs.AbstractFileSystem." + SCHEME + ".impl", RenamingFileSystem.class.getName());
  }

  /** The old interface of the same file system. */
  public static final class Strict extends org.apache.hadoop.fs.FilterFileSystem {

    /** Called by Hadoop. */
    public Strict() {
      super(new Raw());
    }

    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public URI getUri() {
      return Raw.URI_OF_ALL;
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
      return !exists(to) && super.rename(from, to);
    }
  }

  private static final class Raw extends RawLocalFileSystem {

    private static final URI URI_OF_ALL = URI.create(SCHEME + ":///");

    @Override
    public URI getUri() {
      return URI_OF_ALL;
    }

    @Override
    public String getScheme() {
      return SCHEME;
    }
  }
}
