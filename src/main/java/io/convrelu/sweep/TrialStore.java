package io.convrelu.sweep;

import io.convrelu.data.BadInputException;
import io.convrelu.sweep.layers.LayerObservations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The ended trials of a sweep: {@code trials/ID/result.json} each, committed in one step. A trial
 * without that file has not ended; what else is in its folder then is what a killed run left.
 */
final class TrialStore {

  private static final String TRIALS = "trials";
  private static final String RESULT = "result.json";

  private final StoreFiles files;
  private final ResultJson json = new ResultJson();

  TrialStore(StoreFiles files) {
    this.files = files;
  }

  /** The folder of a trial. */
  String folder(String id) {
    return path(id).toString();
  }

  /**
   * Every ended trial, sorted by identity. Temporary files that a killed writer left are removed.
   *
   * @throws BadInputException for a result that cannot be read, with file and remedy
   */
  List<TrialResult> load() throws IOException {
    List<TrialResult> results = new ArrayList<>();
    for (FileStatus entry : files.list(files.path(TRIALS))) {
      if (entry.isDirectory()) {
        Path file = new Path(entry.getPath(), RESULT);
        files.delete(files.temporary(file));
        if (files.exists(file)) {
          results.add(read(entry.getPath().getName(), file));
        }
      }
    }
    return List.copyOf(results);
  }

  /** Makes the folder of a trial that is about to run, empty: nothing is left of earlier runs. */
  void begin(Trial trial) throws IOException {
    files.delete(path(trial.id()));
    files.makeFolder(path(trial.id()));
  }

  /** Records how a trial ended. After this returns the trial has ended, before it has not. */
  void commit(TrialResult result) throws IOException {
    files.replace(new Path(path(result.trial()), RESULT), json.write(result));
  }

  /** Keeps a failure's full trace for people. */
  void writeErrorLog(Trial trial, String trace) throws IOException {
    files.replace(new Path(path(trial.id()), "error.log"), trace.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What was recorded of a trial layer by layer, if it was.
   *
   * @throws BadInputException when it cannot be read, with file and remedy
   */
  Optional<LayerObservations> layers(String id) throws IOException {
    Path file = new Path(path(id), LayersJson.FILE);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    byte[] text = files.read(file);
    try {
      return Optional.of(new LayersJson().read(text));
    } catch (NewerVersionException e) {
      throw new BadInputException(
          file.toString(), "", e.getMessage() + "; use the program that wrote it", e);
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(),
          "",
          e.getMessage() + "; delete it to do without, or " + file.getParent() + " to train again",
          e);
    }
  }

  /** A data set that an ended trial was trained on, unless no trial has ended. */
  static Optional<String> datasetFingerprint(List<TrialResult> results) {
    return results.stream().map(TrialResult::datasetFingerprint).findFirst();
  }

  private Path path(String id) {
    return files.path(TRIALS + "/" + id);
  }

  private TrialResult read(String id, Path file) throws IOException {
    TrialResult result;
    try {
      result = json.read(files.read(file));
      if (!result.trial().equals(id)) {
        throw new IOException("is the result of trial " + result.trial());
      }
    } catch (NewerVersionException e) {
      throw new BadInputException(
          file.toString(),
          "",
          e.getMessage() + "; use the program that wrote it, or give another output",
          e);
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(),
          "",
          e.getMessage() + "; delete the folder " + file.getParent() + " to run this trial again",
          e);
    }
    return result;
  }
}
