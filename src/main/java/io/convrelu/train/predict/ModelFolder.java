package io.convrelu.train.predict;

import io.convrelu.data.BadInputException;
import io.convrelu.data.DatasetManifest;
import io.convrelu.train.SavedModel;
import io.convrelu.train.TrainedModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds a trained model where users name one. */
public final class ModelFolder {

  /** Where a training or trial keeps its model. */
  static final String MODEL = "model";

  private ModelFolder() {}

  /**
   * Opens a model.
   *
   * @param path its folder, or that of the training or trial that it came from, on any Hadoop file
   *     system
   * @throws BadInputException when there is no model that can be used
   */
  public static TrainedModel open(Configuration hadoop, String path) throws IOException {
    Path given = new Path(path);
    FileSystem fs = given.getFileSystem(hadoop);
    FileStatus status;
    try {
      status = fs.getFileStatus(given);
    } catch (FileNotFoundException e) {
      throw bad(path, "does not exist", e);
    }
    if (!status.isDirectory()) {
      throw bad(
          path,
          "is a file, and models that come as one (such as DL4J's .zip) are not read",
          new FileNotFoundException(path));
    }
    for (Path folder : new Path[] {given, new Path(given, MODEL)}) {
      if (fs.exists(new Path(folder, SavedModel.INDEX))) {
        return SavedModel.open(hadoop, folder.toString());
      }
    }
    String what = "has no " + SavedModel.INDEX + ", itself or in " + MODEL + "/";
    if (fs.exists(new Path(given, DatasetManifest.FILE_NAME))) {
      what = "is a prepared data set";
    } else if (fs.exists(new Path(given, "metrics.jsonl"))) {
      what = "is a training that has not come to its end, or has diverged, and has no model";
    }
    throw bad(path, what, new FileNotFoundException(path));
  }

  private static BadInputException bad(String path, String what, IOException cause) {
    return new BadInputException(
        path,
        "",
        what
            + "; expected the folder "
            + MODEL
            + "/ that jobs/train.sh or a trial has written, or the folder around it",
        cause);
  }
}
