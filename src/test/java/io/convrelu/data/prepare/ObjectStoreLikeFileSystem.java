package io.convrelu.data.prepare;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Local files behaving like an object store: a folder is renamed by moving file after file, {@code
 * dataset.json} before all others, the worst order there is, and the process may die in between.
 */
public final class ObjectStoreLikeFileSystem extends RawLocalFileSystem {

  /** Configuration key: after how many moves every further one fails; none by default. */
  static final String MOVES_UNTIL_FAILURE = "objects.moves-until-failure";

  private int moves;

  @Override
  public URI getUri() {
    return URI.create("objects:///");
  }

  @Override
  public String getScheme() {
    return "objects";
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (!getFileStatus(from).isDirectory()) {
      return move(from, to);
    }
    mkdirs(to);
    FileStatus[] inside = listStatus(from);
    Arrays.sort(
        inside,
        Comparator.comparing((FileStatus s) -> !s.getPath().getName().equals("dataset.json"))
            .thenComparing(s -> s.getPath().getName()));
    for (FileStatus status : inside) {
      if (!rename(status.getPath(), new Path(to, status.getPath().getName()))) {
        return false;
      }
    }
    return delete(from, true);
  }

  private boolean move(Path from, Path to) throws IOException {
    int limit = getConf().getInt(MOVES_UNTIL_FAILURE, Integer.MAX_VALUE);
    if (moves >= limit) {
      return false;
    }
    moves++;
    return super.rename(from, to);
  }
}
