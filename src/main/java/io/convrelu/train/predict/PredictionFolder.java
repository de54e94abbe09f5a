package io.convrelu.train.predict;

import io.convrelu.conf.ConfigException;
import io.convrelu.data.AtomicFile;
import io.convrelu.data.prepare.CommitStyle;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.data.prepare.OutputPlace;
import io.convrelu.data.prepare.Renaming;
import java.io.IOException;
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

  private final Configuration hadoop;
  private final OutputPlace place;
  private final FileSystem fs;
  private final Path target;

  PredictionFolder(Configuration hadoop, String path) throws IOException {
    this.hadoop = hadoop;
    this.place = OutputPlace.of(hadoop, path, "predicting");
    this.fs = place.fs();
    this.target = place.target();
  }

  /** For anything temporary. */
  Path work() {
    return place.work();
  }

  /** Where Spark is to write; made by Spark. */
  Path result() {
    return place.result();
  }

  /**
   * Clears what killed runs have left and checks that there is room.
   *
   * @throws ConfigException when the place is taken
   */
  void begin(ExistingOutput existing) throws IOException {
    for (Path replaced : place.setAside()) {
      restore(replaced);
    }
    for (Path leftover : place.unfinished()) {
      fs.delete(leftover, true);
    }
    place.requireRoom("predictions", isOurs(), existing);
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
      Renaming.rename(fs, target, place.aside());
    }
    try {
      Renaming.rename(fs, result(), target);
      if (!atOnce) {
        AtomicFile.write(hadoop, new Path(target, MARK), mark);
      }
    } catch (IOException e) {
      restore(place.aside());
      throw e;
    }
    fs.delete(place.aside(), true);
    place.abort();
  }

  /** Removes what this run has written. */
  void abort() throws IOException {
    place.abort();
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
    if (!fs.exists(target) || !fs.getFileStatus(target).isDirectory()) {
      return false;
    }
    FileStatus[] inside = fs.listStatus(target);
    return fs.exists(new Path(target, MARK))
        || (inside.length > 0
            && Stream.of(inside)
                .map(status -> status.getPath().getName())
                .allMatch(name -> name.startsWith("part-") && name.endsWith(".parquet")));
  }
}
