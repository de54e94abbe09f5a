package io.convrelu.data.prepare;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.DataFile;
import io.convrelu.data.DatasetManifest;
import io.convrelu.data.input.FolderTree;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
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

  private static final String PREPARING = ".preparing-";
  private static final String REPLACED = ".replaced-";

  private final FileSystem fs;
  private final Path target;
  private final CommitStyle style;
  private final Path work;
  private final Path aside;
  private final SetAside setAside;

  OutputFolder(Configuration hadoop, String path) throws IOException {
    Path given = new Path(path);
    this.fs = given.getFileSystem(hadoop);
    this.target = fs.makeQualified(given);
    this.style = CommitStyle.of(fs);
    if (target.getParent() == null) {
      throw problem("is the root of the file system; give a folder below it");
    }
    String run = UUID.randomUUID().toString();
    this.work = target.suffix(PREPARING + run);
    this.aside = target.suffix(REPLACED + run);
    this.setAside = new SetAside(fs, style, target);
  }

  /** How messages name it. */
  String display() {
    return FolderTree.display(target);
  }

  /** The folder of this run, for anything temporary. */
  Path work() {
    return work;
  }

  /**
   * Clears what killed runs left, checks that there is room for a data set, and makes the work
   * folder.
   *
   * @throws ConfigException when the place is taken
   */
  void begin(ExistingOutput existing) throws IOException {
    recover();
    check(existing);
    try {
      if (!fs.mkdirs(result())) {
        throw problem("cannot be made; check that its parent may be written to");
      }
    } catch (AccessControlException | ParentNotDirectoryException e) {
      throw problem("cannot be made: " + e.getMessage());
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
      Path file = new Path(result(), manifest.files().get(i).path());
      fs.mkdirs(file.getParent());
      Renaming.rename(fs, new Path(attempts.get(i).attempt()), file);
    }
    checkComplete(manifest);
    if (style == CommitStyle.FOLDER_AT_ONCE) {
      write(new Path(result(), DatasetManifest.FILE_NAME), json);
    }
    try {
      clearTarget();
      Renaming.rename(fs, result(), target);
      if (style == CommitStyle.DESCRIPTION_LAST) {
        write(new Path(target, DatasetManifest.FILE_NAME), json);
      }
    } catch (IOException e) {
      undo(aside);
      throw e;
    }
    fs.delete(aside, true);
    fs.delete(work, true);
  }

  /** Removes what this run has written. */
  void abort() throws IOException {
    fs.delete(work, true);
  }

  private Path result() {
    return new Path(work, "result");
  }

  private void check(ExistingOutput existing) throws IOException {
    if (!fs.exists(target)) {
      return;
    }
    FileStatus status = fs.getFileStatus(target);
    if (!status.isDirectory()) {
      throw problem("is a file; give a folder that does not exist yet");
    }
    boolean dataset = fs.exists(new Path(target, DatasetManifest.FILE_NAME));
    if (!dataset && fs.listStatus(target).length > 0) {
      throw problem(
          "exists and is no prepared data set, so it is not touched; give another folder");
    }
    if (dataset && existing == ExistingOutput.REFUSE) {
      throw problem(
          "holds a prepared data set already; replace it with --overwrite, or give another folder");
    }
  }

  private void recover() throws IOException {
    for (Path replaced : siblings(REPLACED)) {
      undo(replaced);
    }
    undo(aside);
    for (Path leftover : siblings(PREPARING)) {
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

  private List<Path> siblings(String infix) throws IOException {
    try {
      return Stream.of(fs.listStatus(target.getParent()))
          .map(FileStatus::getPath)
          .filter(path -> path.getName().startsWith(target.getName() + infix))
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private void checkComplete(DatasetManifest manifest) throws IOException {
    for (DataFile file : manifest.files()) {
      Path path = new Path(result(), file.path());
      if (!fs.exists(path) || fs.getFileStatus(path).getLen() != file.length()) {
        throw new IOException(
            path + " is not as it was written; was another run started meanwhile?");
      }
    }
  }

  private void clearTarget() throws IOException {
    if (fs.exists(new Path(target, DatasetManifest.FILE_NAME))) {
      setAside.move(aside);
    } else if (fs.exists(target) && fs.listStatus(target).length == 0) {
      fs.delete(target, false);
    }
  }

  private void write(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = fs.create(file, false)) {
      out.write(bytes);
    }
  }

  private ConfigException problem(String message) {
    return new ConfigException(List.of(new ConfigProblem("--output", display(), message)));
  }
}
