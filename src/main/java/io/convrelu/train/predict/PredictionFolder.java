package io.convrelu.train.predict;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.AtomicFile;
import io.convrelu.data.prepare.CommitStyle;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.data.prepare.Renaming;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The place of predictions, and how they get there whole: they are written into a sibling folder
 * {@code NAME.predicting-<run>} which takes its place at the end. Where a folder cannot be renamed
 * at once, {@link #MARK} is written last, without which a folder is not taken for predictions.
 * Predictions that are replaced are moved aside, to {@code NAME.replaced-<run>}, and deleted after.
 * What a killed run has left behind, the next run to the same place clears.
 */
final class PredictionFolder {

  /** The file that says what the predictions are; Spark does not read names with an underscore. */
  static final String MARK = "_predictions.json";

  private static final String PREDICTING = ".predicting-";
  private static final String REPLACED = ".replaced-";

  private final Configuration hadoop;
  private final FileSystem fs;
  private final Path target;
  private final Path work;
  private final Path aside;

  PredictionFolder(Configuration hadoop, String path) throws IOException {
    Path given = new Path(path);
    this.hadoop = hadoop;
    this.fs = given.getFileSystem(hadoop);
    this.target = fs.makeQualified(given);
    if (target.getParent() == null) {
      throw problem("is the root of the file system; give a folder below it");
    }
    String run = UUID.randomUUID().toString();
    this.work = target.suffix(PREDICTING + run);
    this.aside = target.suffix(REPLACED + run);
  }

  /** For anything temporary. */
  Path work() {
    return work;
  }

  /** Where Spark is to write; made by Spark. */
  Path result() {
    return new Path(work, "result");
  }

  /**
   * Clears what killed runs have left and checks that there is room.
   *
   * @throws ConfigException when the place is taken
   */
  void begin(ExistingOutput existing) throws IOException {
    for (Path replaced : siblings(REPLACED)) {
      restore(replaced);
    }
    for (Path leftover : siblings(PREDICTING)) {
      fs.delete(leftover, true);
    }
    if (!fs.exists(target)) {
      return;
    }
    if (!fs.getFileStatus(target).isDirectory()) {
      throw problem("is a file; give a folder that does not exist yet");
    }
    boolean predictions = isOurs();
    if (!predictions && fs.listStatus(target).length > 0) {
      throw problem("exists and holds no predictions, so it is not touched; give another folder");
    }
    if (predictions && existing == ExistingOutput.REFUSE) {
      throw problem(
          "holds predictions already; replace them with --overwrite, or give another folder");
    }
  }

  /**
   * Makes the predictions visible.
   *
   * @param mark content of {@link #MARK}
   */
  void commit(String mark) throws IOException {
    boolean atOnce = CommitStyle.of(fs) == CommitStyle.FOLDER_AT_ONCE;
    if (atOnce) {
      AtomicFile.write(hadoop, new Path(result(), MARK), mark);
    }
    if (fs.exists(target)) {
      Renaming.rename(fs, target, aside);
    }
    try {
      Renaming.rename(fs, result(), target);
      if (!atOnce) {
        AtomicFile.write(hadoop, new Path(target, MARK), mark);
      }
    } catch (IOException e) {
      restore(aside);
      throw e;
    }
    fs.delete(aside, true);
    fs.delete(work, true);
  }

  /** Removes what this run has written. */
  void abort() throws IOException {
    fs.delete(work, true);
  }

  /** Puts back what was set aside, unless whole predictions have taken its place. */
  private void restore(Path replaced) throws IOException {
    if (fs.exists(replaced) && !fs.exists(new Path(target, MARK))) {
      fs.delete(target, true);
      Renaming.rename(fs, replaced, target);
    }
    fs.delete(replaced, true);
  }

  /** Whole predictions, or a part that a killed run has left. */
  private boolean isOurs() throws IOException {
    FileStatus[] inside = fs.listStatus(target);
    return fs.exists(new Path(target, MARK))
        || (inside.length > 0
            && Stream.of(inside)
                .map(status -> status.getPath().getName())
                .allMatch(name -> name.startsWith("part-") && name.endsWith(".parquet")));
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

  private ConfigException problem(String message) {
    return new ConfigException(List.of(new ConfigProblem("--output", target.toString(), message)));
  }
}
