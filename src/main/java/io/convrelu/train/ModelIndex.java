package io.convrelu.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.conf.ConfigException;
import io.convrelu.conf.Settings;
import io.convrelu.data.BadInputException;
import io.convrelu.data.CharAlphabet;
import io.convrelu.data.DatasetDescription.ImageShape;
import io.convrelu.data.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * {@code model.json}, which is what makes a folder a model. Format 2 added what the network reads
 * ({@code input}), the batch size and a checksum of the file's own content; format 3 no longer
 * stores the network, and orders the parameters of text networks otherwise. Format 1 is refused,
 * and format 2 of text networks.
 */
final class ModelIndex {

  private static final int FORMAT = 3;

  /** The first in which the dense layers of text networks are part of their stage. */
  private static final int WHOLE_TEXT_STAGES = 3;

  private static final String CHECKSUM = "sha256";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String file;
  private final ObjectNode root;

  private ModelIndex(String file, ObjectNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Writes.
   *
   * @param parameters the file that belongs to the model
   */
  static String write(ModelDescription model, ModelFile parameters) throws IOException {
    ObjectNode root = described(model);
    ObjectNode entry = root.putObject(parameters.name());
    entry.put("bytes", parameters.content().length);
    entry.put("sha256", Sha256.hex(parameters.content()));
    root.put(CHECKSUM, checksum(root));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /** What is said of a model itself. */
  static ObjectNode described(ModelDescription model) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("dataset", model.dataset());
    root.put("synthetic", model.synthetic());
    root.put("datasetFingerprint", model.fingerprint());
    model.classNames().forEach(root.putArray("classNames")::add);
    write(model.input(), root.putObject("input"));
    root.put("batchSize", model.batchSize());
    root.set("settings", JSON.readTree(model.settings()));
    return root;
  }

  /** A file of a model. */
  record ModelFile(String name, byte[] content) {}

  private static void write(ModelInput input, ObjectNode to) {
    if (input instanceof ModelInput.Images images) {
      ImageShape shape = images.shape();
      to.put("kind", "image");
      to.put("channels", shape.channels());
      to.put("height", shape.height());
      to.put("width", shape.width());
      shape.mean().forEach(to.putArray("mean")::add);
      shape.deviation().forEach(to.putArray("deviation")::add);
    } else if (input instanceof ModelInput.Texts texts) {
      to.put("kind", "text");
      to.put("alphabet", CharAlphabet.CHARACTERS);
      to.put("length", texts.length());
    }
  }

  /** Of everything but itself, written compactly. */
  private static String checksum(ObjectNode root) throws JsonProcessingException {
    return Sha256.hex(JSON.writeValueAsBytes(root));
  }

  /**
   * Reads and checks.
   *
   * @param file its path, for messages
   * @throws BadInputException when it is damaged or of another version
   */
  static ModelIndex read(String file, byte[] content) throws IOException {
    if (!(tree(file, content) instanceof ObjectNode root)) {
      throw damaged(file, "is no JSON object");
    }
    int format = root.path("format").asInt(-1);
    if (format < 1 || format > FORMAT) {
      throw new BadInputException(
          file,
          "format",
          "is "
              + root.path("format")
              + ", this program reads format 1 to "
              + FORMAT
              + "; read it with the program that wrote it, or train the model again");
    }
    if (format > 1) {
      JsonNode recorded = root.remove(CHECKSUM);
      if (recorded == null || !recorded.asText().equals(checksum(root))) {
        throw damaged(file, "does not match its own checksum");
      }
    }
    return new ModelIndex(file, root);
  }

  private static JsonNode tree(String file, byte[] content) throws IOException {
    try {
      return JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          file, "", "is not JSON; the model is damaged, train it again or restore the file", e);
    }
  }

  /** Whether a file is as it was written. */
  boolean describes(ModelFile file) {
    JsonNode entry = root.path(file.name());
    return file.content().length == entry.path("bytes").asLong(-1)
        && Sha256.hex(file.content()).equals(entry.path("sha256").asText());
  }

  /**
   * What the model is.
   *
   * @throws BadInputException when the program that wrote it did not say
   */
  ModelDescription description() {
    if (!root.has("input")) {
      throw new BadInputException(
          file,
          "input",
          "is missing: format 1 does not record how examples were normalized, so that nothing but"
              + " its own training could score with this model; train it again");
    }
    try {
      return new ModelDescription(
          root.path("dataset").asText(),
          root.path("synthetic").asBoolean(),
          root.path("datasetFingerprint").asText(),
          texts(root.path("classNames")),
          input(root.path("input")),
          root.path("batchSize").asInt(),
          root.path("settings").toString());
    } catch (IllegalArgumentException e) {
      throw damaged(file, "cannot be used (" + e.getMessage() + ")");
    }
  }

  /**
   * The network, from settings and shape.
   *
   * @throws BadInputException when there is no such network, or its parameters were ordered
   *     otherwise
   */
  ComputationGraphConfiguration network(ModelDescription model) {
    boolean text = model.input() instanceof ModelInput.Texts;
    if (text && root.path("format").asInt() < WHOLE_TEXT_STAGES) {
      throw new BadInputException(
          file,
          "format",
          "is 2: text networks are stored otherwise since format 3; train the model again, or read"
              + " it with the program that wrote it");
    }
    try {
      TrainingPlan plan = TrainingPlan.of(Settings.parse(model.settings(), file));
      return plan.configure(model.shape(), 1);
    } catch (ConfigException e) {
      throw new BadInputException(
          file,
          "settings",
          "describe no network of this program ("
              + e.getMessage()
              + "); read it with the program that wrote it, or train the model again",
          e);
    }
  }

  private ModelInput input(JsonNode input) {
    return switch (input.path("kind").asText()) {
      case "image" ->
          new ModelInput.Images(
              new ImageShape(
                  input.path("channels").asInt(),
                  input.path("height").asInt(),
                  input.path("width").asInt(),
                  numbers(input.path("mean")),
                  numbers(input.path("deviation"))));
      case "text" -> texts(input, input.path("length").asInt());
      default -> throw new IllegalArgumentException("it reads " + input.path("kind"));
    };
  }

  private ModelInput texts(JsonNode input, int length) {
    if (!input.path("alphabet").asText().equals(CharAlphabet.CHARACTERS)) {
      throw new IllegalArgumentException("its alphabet is not this program's");
    }
    return new ModelInput.Texts(length);
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.asDouble()));
    return numbers;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static BadInputException damaged(String file, String what) {
    return new BadInputException(
        file, "", what + "; the model is damaged, train it again or restore the file");
  }
}
