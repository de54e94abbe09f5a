package io.convrelu.sweep.store;

import io.convrelu.data.AtomicFile;
import io.convrelu.data.BadInputException;
import io.convrelu.sweep.layers.LayerObservations;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * {@code layers.json}: what was recorded of a trial layer by layer, one line of JSON, see {@link
 * CheckedJson}.
 */
public final class LayersFile {

  private static final String NAME = "layers.json";

  private final CheckedJson<LayerObservations> json =
      new CheckedJson<>(LayerObservations.class, "layers", 1);
  private final Configuration hadoop;

  public LayersFile(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * Writes it, in one step.
   *
   * @param folder of the trial
   */
  public void write(String folder, LayerObservations layers) throws IOException {
    AtomicFile.write(hadoop, new Path(folder, NAME), json.compact(layers));
  }

  /**
   * Reads it, if there is one.
   *
   * @throws BadInputException when it is damaged or of a newer version, with file and remedy
   */
  Optional<LayerObservations> read(String folder) throws IOException {
    Path file = new Path(folder, NAME);
    FileSystem files = AtomicFile.fileSystem(hadoop, file);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    byte[] text;
    try (InputStream in = files.open(file)) {
      text = in.readAllBytes();
    }
    try {
      return Optional.of(json.read(text, (layers, version) -> {}));
    } catch (NewerVersionException e) {
      throw new BadInputException(
          file.toString(), "", e.getMessage() + "; use the program that wrote it", e);
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(),
          "",
          e.getMessage() + "; delete it to do without, or " + folder + " to train again",
          e);
    }
  }
}
