package io.convrelu.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convrelu.data.DatasetDescription.ImageShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads and checks {@code dataset.json}. */
final class ManifestReader {

  private final String file;

  /**
   * @param file its full path, for messages
   */
  ManifestReader(String file) {
    this.file = file;
  }

  /**
   * @throws BadInputException when the bytes are not a {@code dataset.json} of a version up to
   *     {@link DatasetManifest#SCHEMA_VERSION}
   */
  DatasetManifest read(byte[] json) {
    JsonNode root = tree(json);
    int version = integer(root, "schema-version");
    if (version < 1 || version > DatasetManifest.SCHEMA_VERSION) {
      throw bad(
          "has schema-version "
              + version
              + ", this program reads 1 to "
              + DatasetManifest.SCHEMA_VERSION
              + "; prepare the data set again or use a newer program");
    }
    try {
      ExampleKind kind = constant(ExampleKind.values(), text(root, "kind"));
      DatasetDescription description =
          new DatasetDescription(
              version,
              text(root, "name"),
              kind,
              value(root, "synthetic", JsonNode::isBoolean).booleanValue(),
              list(root, "classes", JsonNode::isTextual, JsonNode::textValue),
              list(root, "coarse-classes", JsonNode::isTextual, JsonNode::textValue),
              kind == ExampleKind.IMAGE ? image(root) : ImageShape.NONE,
              counts(root),
              value(root, "seed", JsonNode::isIntegralNumber).longValue(),
              sources(root));
      return new DatasetManifest(description, choices(root), files(root));
    } catch (IllegalArgumentException e) {
      throw bad("is damaged: " + e.getMessage());
    }
  }

  private JsonNode tree(byte[] json) {
    try {
      JsonNode root = new ObjectMapper().readTree(json);
      if (!root.isObject()) {
        throw bad("is damaged: expected one JSON object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw bad("is damaged: line " + e.getLocation().getLineNr() + " is no JSON");
    } catch (IOException e) {
      throw bad("is damaged: " + e.getMessage());
    }
  }

  private ImageShape image(JsonNode root) {
    JsonNode image = value(root, "image", JsonNode::isObject);
    return new ImageShape(
        integer(image, "channels"),
        integer(image, "height"),
        integer(image, "width"),
        list(image, "mean", JsonNode::isNumber, JsonNode::doubleValue),
        list(image, "deviation", JsonNode::isNumber, JsonNode::doubleValue));
  }

  private Map<Split, List<Long>> counts(JsonNode root) {
    int classes = value(root, "classes", JsonNode::isArray).size();
    JsonNode counts = value(root, "counts", JsonNode::isObject);
    Map<Split, List<Long>> result = new EnumMap<>(Split.class);
    for (Map.Entry<String, JsonNode> entry : counts.properties()) {
      List<Long> perClass =
          list(counts, entry.getKey(), JsonNode::isIntegralNumber, JsonNode::longValue);
      if (perClass.size() != classes) {
        throw bad(
            "is damaged: counts of " + entry.getKey() + " are not one for each of " + classes);
      }
      result.put(constant(Split.values(), entry.getKey()), perClass);
    }
    return result;
  }

  private Map<String, String> sources(JsonNode root) {
    Map<String, String> result = new TreeMap<>();
    JsonNode sources = value(root, "sources", JsonNode::isObject);
    for (Map.Entry<String, JsonNode> entry : sources.properties()) {
      result.put(entry.getKey(), text(sources, entry.getKey()));
    }
    return result;
  }

  private PreparationChoices choices(JsonNode root) {
    double share = value(root, "validation-share", JsonNode::isNumber).doubleValue();
    OptionalInt fold =
        root.has("fold") ? OptionalInt.of(integer(root, "fold")) : OptionalInt.empty();
    return new PreparationChoices(share, fold);
  }

  private List<DataFile> files(JsonNode root) {
    List<DataFile> result = new ArrayList<>();
    for (JsonNode file : value(root, "files", JsonNode::isArray)) {
      result.add(
          new DataFile(
              constant(Split.values(), text(file, "split")),
              text(file, "path"),
              value(file, "length", JsonNode::isIntegralNumber).longValue(),
              value(file, "examples", JsonNode::isIntegralNumber).longValue()));
    }
    return result;
  }

  private <T> List<T> list(
      JsonNode parent, String key, Function<JsonNode, Boolean> type, Function<JsonNode, T> get) {
    List<T> result = new ArrayList<>();
    for (JsonNode item : value(parent, key, JsonNode::isArray)) {
      if (!type.apply(item)) {
        throw bad("is damaged: '" + key + "' has an item of the wrong type: " + item);
      }
      result.add(get.apply(item));
    }
    return result;
  }

  private String text(JsonNode parent, String key) {
    return value(parent, key, JsonNode::isTextual).textValue();
  }

  private int integer(JsonNode parent, String key) {
    return value(parent, key, JsonNode::isInt).intValue();
  }

  private JsonNode value(JsonNode parent, String key, Function<JsonNode, Boolean> type) {
    JsonNode node = parent.path(key);
    if (!type.apply(node)) {
      throw bad("is damaged: the key '" + key + "' is missing or has a value of the wrong type");
    }
    return node;
  }

  private <E extends Enum<E>> E constant(E[] constants, String written) {
    for (E constant : constants) {
      if (ManifestWriter.kebab(constant).equals(written)) {
        return constant;
      }
    }
    throw bad("is damaged: unknown value '" + written + "'");
  }

  private BadInputException bad(String what) {
    return new BadInputException(file, "", what);
  }
}
