package io.convrelu.train;

import io.convrelu.data.AtomicFile;
import io.convrelu.data.BadInputException;
import io.convrelu.train.ModelIndex.ModelFile;
import io.convrelu.zoo.NetworkSizes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A trained model on any Hadoop file system: {@code parameters.bin} (little-endian floats, DL4J's
 * flattened order), and {@code model.json} with its length and SHA-256, what the network reads, its
 * classes, the settings and the data set's name and fingerprint. {@code model.json} is written last
 * and is what makes a model. The network itself is not stored: it is built again from settings and
 * shape, so that a file of a stranger can name no class; nothing is deserialized by Java.
 */
public final class SavedModel {

  /** The file that makes a folder a model. */
  public static final String INDEX = "model.json";

  private static final String PARAMETERS = "parameters.bin";

  private SavedModel() {}

  /** Writes a model into a folder, in place of an earlier one. */
  static void write(
      Configuration hadoop, String folder, ModelState model, TrainingPlan plan, ShardedDataset data)
      throws IOException {
    ModelDescription description =
        ModelDescription.of(plan, data.description(), data.fingerprint());
    write(hadoop, folder, new TrainedModel(folder, model, description));
  }

  /** Writes a model into a folder, in place of an earlier one; not at the place it names. */
  public static void write(Configuration hadoop, String folder, TrainedModel model)
      throws IOException {
    ModelFile parameters = new ModelFile(PARAMETERS, ModelState.bytes(model.state().parameters()));
    AtomicFile.write(hadoop, new Path(folder, parameters.name()), parameters.content());
    AtomicFile.write(
        hadoop, new Path(folder, INDEX), ModelIndex.write(model.description(), parameters));
  }

  /**
   * Reads a model.
   *
   * @throws BadInputException when there is none, when a file is damaged, when a newer program
   *     wrote it, or one that did not record what scoring needs
   */
  public static TrainedModel open(Configuration hadoop, String folder) throws IOException {
    ModelIndex index = index(hadoop, folder);
    ModelDescription description = index.description();
    ComputationGraphConfiguration network = index.network(description);
    ByteBuffer bytes =
        ByteBuffer.wrap(checked(hadoop, new Path(folder, PARAMETERS), index))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] parameters = new float[bytes.capacity() / Float.BYTES];
    bytes.asFloatBuffer().get(parameters);
    long expected = NetworkSizes.of(network, description.shape()).parameters();
    if (parameters.length != expected) {
      throw new BadInputException(
          new Path(folder, PARAMETERS).toString(),
          "",
          "has "
              + parameters.length
              + " parameters, the network of model.json "
              + expected
              + "; read it with the program that wrote it, or train the model again");
    }
    return new TrainedModel(
        folder, new ModelState(network.toJson(), parameters, new float[0]), description);
  }

  private static ModelIndex index(Configuration hadoop, String folder) throws IOException {
    Path file = new Path(folder, INDEX);
    return ModelIndex.read(file.toString(), content(hadoop, file));
  }

  private static byte[] checked(Configuration hadoop, Path file, ModelIndex index)
      throws IOException {
    byte[] content = content(hadoop, file);
    if (!index.describes(new ModelFile(file.getName(), content))) {
      throw new BadInputException(
          file.toString(),
          "",
          "does not match model.json (length or SHA-256); the model is damaged, train it again or"
              + " restore the file");
    }
    return content;
  }

  private static byte[] content(Configuration hadoop, Path file) throws IOException {
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      throw new BadInputException(
          file.toString(), "", "no such file; expected the folder of a trained model", e);
    } catch (ChecksumException e) {
      throw new BadInputException(
          file.toString(),
          "",
          "is damaged or was edited (" + e.getMessage() + "); train the model again",
          e);
    }
  }
}
