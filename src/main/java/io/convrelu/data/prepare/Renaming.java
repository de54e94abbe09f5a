package io.convrelu.data.prepare;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Renaming that fails where Hadoop's own would return false or move into a folder. */
public final class Renaming {

  private Renaming() {}

  /**
   * @throws IOException when there is something at the new place, or the move failed
   */
  public static void rename(FileSystem fs, Path from, Path to) throws IOException {
    if (fs.exists(to) || !fs.rename(from, to)) {
      throw new IOException("could not move " + from + " to " + to);
    }
  }
}
