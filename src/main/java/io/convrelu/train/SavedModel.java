package io.convrelu.train;

import io.convrelu.data.AtomicFile;
import io.convrelu.data.BadInputException;
import io.convrelu.train.ModelIndex.ModelFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A trained model on any Hadoop file system: {@code parameters.bin} (little-endian floats, DL4J's
 * flattened order), {@code network.json} (DL4J's configuration), and {@code model.json} with length
 * and SHA-256 of both, what the network reads, its classes, the settings and the data set's name
 * and fingerprint. {@code model.json} is written last and is what makes a model; nothing is
 * deserialized by Java.
 */
public final class SavedModel {

  /** The file that makes a folder a model. */
  public static final String INDEX = "model.json";

  private static final String NETWORK = "network.json";
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
    List<ModelFile> files =
        List.of(
            new ModelFile(NETWORK, model.state().configuration().getBytes(StandardCharsets.UTF_8)),
            new ModelFile(PARAMETERS, ModelState.bytes(model.state().parameters())));
    for (ModelFile file : files) {
      AtomicFile.write(hadoop, new Path(folder, file.name()), file.content());
    }
    AtomicFile.write(hadoop, new Path(folder, INDEX), ModelIndex.write(model.description(), files));
  }

  /**
   * Reads a network alone.
   *
   * @throws BadInputException when there is none, when a file is damaged, or when a newer program
   *     wrote it
   */
  public static ModelState read(Configuration hadoop, String folder) throws IOException {
    return state(hadoop, folder, index(hadoop, folder));
  }

  /**
   * Reads a model with all that scoring needs to know.
   *
   * @throws BadInputException when there is none, when a file is damaged, when a newer program
   *     wrote it, or one that did not record what scoring needs
   */
  public static TrainedModel open(Configuration hadoop, String folder) throws IOException {
    ModelIndex index = index(hadoop, folder);
    ModelDescription description = index.description();
    ModelState state = state(hadoop, folder, index);
    check(new Path(folder, NETWORK).toString(), state, description.classes());
    return new TrainedModel(folder, state, description);
  }

  private static ModelState state(Configuration hadoop, String folder, ModelIndex index)
      throws IOException {
    byte[] network = checked(hadoop, new Path(folder, NETWORK), index);
    ByteBuffer bytes =
        ByteBuffer.wrap(checked(hadoop, new Path(folder, PARAMETERS), index))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] parameters = new float[bytes.capacity() / Float.BYTES];
    bytes.asFloatBuffer().get(parameters);
    return new ModelState(new String(network, StandardCharsets.UTF_8), parameters, new float[0]);
  }

  /** Checks before any task has to that there is a network with these parameters and classes. */
  private static void check(String file, ModelState state, int classes) {
    long parameters;
    long outputs;
    try {
      ComputationGraph network =
          new ComputationGraph(ComputationGraphConfiguration.fromJson(state.configuration()));
      network.init(ModelState.vector(state.parameters()), false);
      parameters = network.numParams();
      outputs = network.layerSize("output");
    } catch (RuntimeException e) {
      throw new BadInputException(
          file,
          "",
          "is no network that this program knows; read it with the program that wrote it, or train"
              + " the model again",
          e);
    }
    if (parameters != state.parameters().length || outputs != classes) {
      throw new BadInputException(
          file,
          "",
          "is a network of "
              + parameters
              + " parameters and "
              + outputs
              + " classes, model.json says "
              + state.parameters().length
              + " and "
              + classes
              + "; train the model again");
    }
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
