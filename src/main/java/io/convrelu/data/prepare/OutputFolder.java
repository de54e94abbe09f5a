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
import org.apache.hadoop.fs.Path;

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
    fs.mkdirs(result());
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
      rename(new Path(attempts.get(i).attempt()), file);
    }
    checkComplete(manifest);
    if (style == CommitStyle.FOLDER_AT_ONCE) {
      write(new Path(result(), DatasetManifest.FILE_NAME), json);
    }
    boolean replaces = fs.exists(target);
    if (replaces) {
      setAside();
    }
    try {
      rename(result(), target);
    } catch (IOException e) {
      if (replaces && !fs.exists(target)) {
        rename(aside, target);
      }
      throw e;
    }
    if (style == CommitStyle.DESCRIPTION_LAST) {
      write(new Path(target, DatasetManifest.FILE_NAME), json);
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
          "holds a prepared data set already; replace it with --overwrite, or give another");
    }
  }

  private void recover() throws IOException {
    List<Path> replaced = siblings(REPLACED);
    if (!replaced.isEmpty() && !fs.exists(target)) {
      rename(replaced.get(0), target);
    }
    // On an object store a run may have been killed between data files and dataset.json.
    if (style == CommitStyle.DESCRIPTION_LAST && isHalf()) {
      fs.delete(target, true);
    }
    for (Path leftover :
        Stream.concat(siblings(PREPARING).stream(), siblings(REPLACED).stream()).toList()) {
      fs.delete(leftover, true);
    }
  }

  private boolean isHalf() throws IOException {
    if (!fs.exists(target) || !fs.getFileStatus(target).isDirectory()) {
      return false;
    }
    FileStatus[] inside = fs.listStatus(target);
    return inside.length == 1 && inside[0].getPath().getName().equals(DataFile.FOLDER);
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

  private void setAside() throws IOException {
    if (fs.listStatus(target).length == 0) {
      fs.delete(target, false);
      return;
    }
    if (style == CommitStyle.DESCRIPTION_LAST) {
      fs.mkdirs(aside);
      Path description = new Path(target, DatasetManifest.FILE_NAME);
      rename(description, new Path(aside, DatasetManifest.FILE_NAME));
      rename(new Path(target, DataFile.FOLDER), new Path(aside, DataFile.FOLDER));
      fs.delete(target, true);
    } else {
      rename(target, aside);
    }
  }

  private void write(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = fs.create(file, false)) {
      out.write(bytes);
    }
  }

  private void rename(Path from, Path to) throws IOException {
    // Hadoop moves into a folder that exists, where we want it to fail.
    if (fs.exists(to) || !fs.rename(from, to)) {
      throw new IOException("could not move " + from + " to " + to);
    }
  }

  private ConfigException problem(String message) {
    return new ConfigException(List.of(new ConfigProblem("--output", display(), message)));
  }
}
