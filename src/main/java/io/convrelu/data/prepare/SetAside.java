package io.convrelu.data.prepare;

import io.convrelu.data.DataFile;
import io.convrelu.data.DatasetManifest;
import io.convrelu.data.FileOutput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Moves a data set that is to be replaced out of the way, and back when replacing it failed. Where
 * a folder cannot be renamed at once, {@code dataset.json} goes first and comes back last, and a
 * marker says that everything has gone; so from any point in between the old data set can be put
 * together again.
 */
final class SetAside {

  private static final String ALL_GONE = "_all-set-aside";

  private final FileSystem fs;
  private final CommitStyle style;
  private final Path target;

  SetAside(FileSystem fs, CommitStyle style, Path target) {
    this.fs = fs;
    this.style = style;
    this.target = target;
  }

  /** Moves the data set at the target away. */
  void move(Path aside) throws IOException {
    switch (style) {
      case FOLDER_AT_ONCE -> Renaming.rename(fs, target, aside);
      case DESCRIPTION_LAST -> {
        fs.mkdirs(aside);
        Renaming.rename(fs, description(target), description(aside));
        moveFiles(target, aside);
        FileOutput.replace(fs, new Path(aside, ALL_GONE)).close();
        fs.delete(target, true);
      }
    }
  }

  /** Moves it back, unless a complete data set is at the target; then removes the folder aside. */
  void restore(Path aside) throws IOException {
    if (!fs.exists(description(target)) && fs.exists(aside)) {
      switch (style) {
        case FOLDER_AT_ONCE -> Renaming.rename(fs, aside, target);
        case DESCRIPTION_LAST -> {
          if (fs.exists(new Path(aside, ALL_GONE))) {
            // What is at the target is the beginning of the new one.
            fs.delete(target, true);
            fs.delete(new Path(aside, ALL_GONE), false);
          }
          moveFiles(aside, target);
          if (fs.exists(description(aside))) {
            Renaming.rename(fs, description(aside), description(target));
          }
        }
      }
    }
    fs.delete(aside, true);
  }

  private static Path description(Path folder) {
    return new Path(folder, DatasetManifest.FILE_NAME);
  }

  private void moveFiles(Path from, Path to) throws IOException {
    String base = new Path(from, DataFile.FOLDER).toUri().getPath();
    for (Path file : dataFiles(from)) {
      String name = file.toUri().getPath().substring(base.length() + 1);
      Path moved = new Path(new Path(to, DataFile.FOLDER), name);
      if (fs.exists(moved)) {
        // A copy that was finished before the original could be deleted.
        fs.delete(file, false);
      } else {
        fs.mkdirs(moved.getParent());
        Renaming.rename(fs, file, moved);
      }
    }
  }

  /** The files of all splits, each of which has a folder. */
  private List<Path> dataFiles(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      for (FileStatus split : fs.listStatus(new Path(folder, DataFile.FOLDER))) {
        for (FileStatus file : fs.listStatus(split.getPath())) {
          files.add(file.getPath());
        }
      }
      return files;
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
