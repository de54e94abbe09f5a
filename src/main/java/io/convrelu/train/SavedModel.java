package io.convrelu.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.data.AtomicFile;
import io.convrelu.data.BadInputException;
import io.convrelu.data.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A trained model on any Hadoop file system: {@code parameters.bin} (little-endian floats, DL4J's
 * flattened order), {@code network.json} (DL4J's configuration), and {@code model.json} with length
 * and SHA-256 of both, the settings and the data set's name and fingerprint. {@code model.json} is
 * written last and is what makes a model; nothing is deserialized by Java.
 */
public final class SavedModel {

  private static final int FORMAT = 1;
  private static final String INDEX = "model.json";
  private static final String NETWORK = "network.json";
  private static final String PARAMETERS = "parameters.bin";

  private SavedModel() {}

  /** Writes a model into a folder, in place of an earlier one. */
  static void write(
      Configuration hadoop, String folder, ModelState model, TrainingPlan plan, ShardedDataset data)
      throws IOException {
    byte[] network = model.configuration().getBytes(StandardCharsets.UTF_8);
    byte[] parameters = ModelState.bytes(model.parameters());
    ObjectMapper json = new ObjectMapper();
    ObjectNode index = json.createObjectNode();
    index.put("format", FORMAT);
    index.put("dataset", data.description().name());
    index.put("synthetic", data.description().synthetic());
    index.put("datasetFingerprint", data.fingerprint());
    index.putPOJO("classNames", data.description().classNames());
    index.set("settings", json.readTree(plan.settings().toJson()));
    describe(index.putObject(NETWORK), network);
    describe(index.putObject(PARAMETERS), parameters);
    AtomicFile.write(hadoop, new Path(folder, NETWORK), network);
    AtomicFile.write(hadoop, new Path(folder, PARAMETERS), parameters);
    AtomicFile.write(
        hadoop,
        new Path(folder, INDEX),
        json.writerWithDefaultPrettyPrinter().writeValueAsString(index) + "\n");
  }

  /**
   * Reads a model.
   *
   * @throws BadInputException when there is none, when a file is damaged, or when a newer program
   *     wrote it
   */
  public static ModelState read(Configuration hadoop, String folder) throws IOException {
    Path indexFile = new Path(folder, INDEX);
    JsonNode index = index(hadoop, indexFile);
    if (index.path("format").asInt(-1) != FORMAT) {
      throw new BadInputException(
          indexFile.toString(),
          "format",
          "is "
              + index.path("format")
              + ", this program reads format "
              + FORMAT
              + "; read it with the program that wrote it, or train the model again");
    }
    byte[] network = checked(hadoop, new Path(folder, NETWORK), index.path(NETWORK));
    ByteBuffer bytes =
        ByteBuffer.wrap(checked(hadoop, new Path(folder, PARAMETERS), index.path(PARAMETERS)))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] parameters = new float[bytes.capacity() / Float.BYTES];
    bytes.asFloatBuffer().get(parameters);
    return new ModelState(new String(network, StandardCharsets.UTF_8), parameters, new float[0]);
  }

  private static JsonNode index(Configuration hadoop, Path file) throws IOException {
    try {
      return new ObjectMapper().readTree(content(hadoop, file));
    } catch (JsonProcessingException e) {
      throw new BadInputException(file.toString(), "", "is not JSON; the model is damaged", e);
    }
  }

  private static byte[] checked(Configuration hadoop, Path file, JsonNode expected)
      throws IOException {
    byte[] content = content(hadoop, file);
    if (content.length != expected.path("bytes").asLong(-1)
        || !Sha256.hex(content).equals(expected.path("sha256").asText())) {
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
    }
  }

  private static void describe(ObjectNode entry, byte[] content) {
    entry.put("bytes", content.length);
    entry.put("sha256", Sha256.hex(content));
  }
}
