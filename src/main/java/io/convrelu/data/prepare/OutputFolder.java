package io.convrelu.data.prepare;

import io.convrelu.conf.ConfigException;
import io.convrelu.data.DataFile;
import io.convrelu.data.DatasetManifest;
import io.convrelu.data.FileOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/**
 * The place of a prepared data set, and how one gets there whole.
 *
 * <p>Everything is written into a sibling folder {@code NAME.preparing-<run>} and moved to its
 * place at the end, see {@link CommitStyle}. A data set that is replaced is first moved aside to
 * {@code NAME.replaced-<run>}, when the new one is complete, and deleted after. So whoever opens
 * the path finds the old data set, or the new one, or, for the moment between two renames, none;
 * never half of one. What a killed run left behind is in these siblings: the next run to the same
 * place moves a set-aside data set back and removes the rest. A run whose work is removed by
 * another that was started later fails at its commit, which checks that every file is there.
 */
final class OutputFolder {

  private final OutputPlace place;
  private final FileSystem fs;
  private final Path target;
  private final CommitStyle style;
  private final SetAside setAside;

  OutputFolder(Configuration hadoop, String path) throws IOException {
    this.place = OutputPlace.of(hadoop, path, "preparing");
    this.fs = place.fs();
    this.target = place.target();
    this.style = CommitStyle.of(fs);
    this.setAside = new SetAside(fs, style, target);
  }

  /** How messages name it. */
  String display() {
    return place.display();
  }

  /** The folder of this run, for anything temporary. */
  Path work() {
    return place.work();
  }

  /**
   * Clears what killed runs left, checks that there is room for a data set, and makes the work
   * folder.
   *
   * @throws ConfigException when the place is taken
   */
  void begin(ExistingOutput existing) throws IOException {
    recover();
    place.requireRoom(
        "prepared data set", fs.exists(new Path(target, DatasetManifest.FILE_NAME)), existing);
    try {
      if (!fs.mkdirs(place.result())) {
        throw place.problem("cannot be made; check that its parent may be written to");
      }
    } catch (AccessControlException | ParentNotDirectoryException e) {
      throw place.problem("cannot be made: " + e.getMessage());
    }
  }

  /**
   * Moves the files of tasks to where the manifest has them and makes the data set visible.
   *
   * @param attempts files written by tasks, one for each file of the manifest, in its order
   */
  void commit(DatasetManifest manifest, List<WrittenShard> attempts, byte[] json)
      throws IOException {
    for (int i = 0; i < attempts.size(); i++) {
      Path file = new Path(place.result(), manifest.files().get(i).path());
      fs.mkdirs(file.getParent());
      Renaming.rename(fs, new Path(attempts.get(i).attempt()), file);
    }
    checkComplete(manifest);
    if (style == CommitStyle.FOLDER_AT_ONCE) {
      write(new Path(place.result(), DatasetManifest.FILE_NAME), json);
    }
    try {
      clearTarget();
      Renaming.rename(fs, place.result(), target);
      if (style == CommitStyle.DESCRIPTION_LAST) {
        write(new Path(target, DatasetManifest.FILE_NAME), json);
      }
    } catch (IOException e) {
      undo(place.aside());
      throw e;
    }
    fs.delete(place.aside(), true);
    place.abort();
  }

  /** Removes what this run has written. */
  void abort() throws IOException {
    place.abort();
  }

  private void recover() throws IOException {
    for (Path replaced : place.setAside()) {
      undo(replaced);
    }
    undo(place.aside());
    for (Path leftover : place.unfinished()) {
      fs.delete(leftover, true);
    }
  }

  /** Takes a commit back that did not come to its end. */
  private void undo(Path replaced) throws IOException {
    setAside.restore(replaced);
    if (style == CommitStyle.DESCRIPTION_LAST && isHalf()) {
      fs.delete(target, true);
    }
  }

  /** Whether there are data files of ours and nothing else. */
  private boolean isHalf() throws IOException {
    if (!fs.exists(target) || !fs.getFileStatus(target).isDirectory()) {
      return false;
    }
    FileStatus[] inside = fs.listStatus(target);
    if (inside.length != 1 || !inside[0].getPath().getName().equals(DataFile.FOLDER)) {
      return false;
    }
    return Stream.of(fs.listStatus(inside[0].getPath()))
        .allMatch(status -> status.getPath().getName().startsWith("split="));
  }

  private void checkComplete(DatasetManifest manifest) throws IOException {
    for (DataFile file : manifest.files()) {
      Path path = new Path(place.result(), file.path());
      if (!fs.exists(path) || fs.getFileStatus(path).getLen() != file.length()) {
        throw new IOException(
            path + " is not as it was written; was another run started meanwhile?");
      }
    }
  }

  private void clearTarget() throws IOException {
    if (fs.exists(new Path(target, DatasetManifest.FILE_NAME))) {
      setAside.move(place.aside());
    } else if (fs.exists(target) && fs.listStatus(target).length == 0) {
      fs.delete(target, false);
    }
  }

  private void write(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = FileOutput.createNew(fs, file)) {
      out.write(bytes);
    }
  }
}
