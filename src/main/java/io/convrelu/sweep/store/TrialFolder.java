package io.convrelu.sweep.store;

import io.convrelu.data.AtomicFile;
import io.convrelu.data.BadInputException;
import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.result.TrialResult;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What is kept of one trial, wherever its folder is. */
public final class TrialFolder {

  private final Configuration hadoop;
  private final String path;

  /**
   * @param path for example {@code OUTPUT/trials/ID}, on any Hadoop file system
   */
  public TrialFolder(Configuration hadoop, String path) {
    this.hadoop = hadoop;
    this.path = path;
  }

  /**
   * How the trial ended.
   *
   * @throws BadInputException when it has not, or when its result is damaged or of a newer version
   */
  public TrialResult result() throws IOException {
    Path file = new Path(path, TrialStore.RESULT);
    try (InputStream in = AtomicFile.fileSystem(hadoop, file).open(file)) {
      return new ResultJson().read(in.readAllBytes());
    } catch (FileNotFoundException e) {
      throw new BadInputException(
          file.toString(), "", "no such file; give the folder of a trial, OUTPUT/trials/ID", e);
    } catch (NewerVersionException e) {
      throw new BadInputException(
          file.toString(), "", e.getMessage() + "; use the program that wrote it", e);
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(), "", e.getMessage() + "; run the trial again with jobs/sweep.sh", e);
    }
  }

  /**
   * What was recorded of it layer by layer; nothing for trials that failed and those of earlier
   * releases.
   *
   * @throws BadInputException when it is damaged or of a newer version
   */
  public Optional<LayerObservations> layers() throws IOException {
    return new LayersFile(hadoop).read(path);
  }
}
