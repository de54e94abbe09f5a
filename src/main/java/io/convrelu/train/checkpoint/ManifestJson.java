package io.convrelu.train.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.data.BadInputException;
import io.convrelu.data.Sha256;
import io.convrelu.train.checkpoint.DamagedCheckpointException.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * {@code checkpoint.json}: one JSON object whose last key, on the last line but one, is the SHA-256
 * of all bytes before that line. So a file that is cut off anywhere, or in which any byte differs,
 * is known to be damaged before anything in it is believed. Every later format keeps this line and
 * the key {@code format}.
 */
final class ManifestJson {

  static final String NAME = "checkpoint.json";

  /** What this program writes, and the newest that it reads. */
  static final int FORMAT = 1;

  private static final int DIGEST_HEX = 64;
  private static final int TAIL_BYTES = tail("0".repeat(DIGEST_HEX)).length;

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  /** The bytes of the file. */
  byte[] write(CheckpointManifest manifest) throws IOException {
    ObjectNode root = mapper.createObjectNode();
    root.put("format", FORMAT);
    root.put("sequence", manifest.position().sequence());
    root.put("epoch", manifest.position().epoch());
    root.put("rounds", manifest.position().rounds());
    manifest.validationScore().ifPresent(score -> root.put("validationScore", score));
    root.put("identity", manifest.identity());
    ArrayNode arrays = root.putArray("arrays");
    for (StoredArray array : manifest.arrays().list()) {
      ObjectNode entry = arrays.addObject();
      entry.put("name", array.name());
      entry.put("offset", array.offset());
      entry.put("bytes", array.bytes());
      entry.put("sha256", array.sha256());
    }
    root.put("arraysBytes", manifest.arrays().bytes());
    root.put("arraysSha256", manifest.arrays().sha256());
    root.set("progress", manifest.progress());
    return sealed(root);
  }

  /**
   * Reads and checks the bytes of the file.
   *
   * @param file its full path, for messages
   * @throws DamagedCheckpointException when they are not what was written
   * @throws BadInputException when a newer program wrote them
   */
  CheckpointManifest read(byte[] bytes, String file)
      throws IOException, DamagedCheckpointException {
    int end = bytes.length - TAIL_BYTES;
    if (end <= 0 || bytes[bytes.length - 2] != '}' || bytes[bytes.length - 1] != '\n') {
      throw new DamagedCheckpointException(
          Cause.UNFINISHED, NAME + " is cut off after " + bytes.length + " bytes");
    }
    byte[] tail = tail(Sha256.hex(Arrays.copyOf(bytes, end)));
    if (!Arrays.equals(tail, Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new DamagedCheckpointException(Cause.CHANGED, NAME + " does not match its own SHA-256");
    }
    try {
      return manifest(mapper.readTree(bytes), file);
    } catch (JsonProcessingException e) {
      throw new DamagedCheckpointException(
          Cause.CHANGED, NAME + " is damaged: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new DamagedCheckpointException(
          Cause.CHANGED, NAME + " is damaged: " + e.getMessage(), e);
    }
  }

  private static CheckpointManifest manifest(JsonNode root, String file) {
    int format = value(root, "format", JsonNode::isInt).intValue();
    if (format > FORMAT) {
      throw new BadInputException(
          file,
          "",
          "written by a newer program, format "
              + format
              + "; this program reads formats up to "
              + FORMAT
              + ": go on with the newer program, or train into another folder");
    }
    List<StoredArray> arrays = new ArrayList<>();
    for (JsonNode entry : value(root, "arrays", JsonNode::isArray)) {
      arrays.add(
          new StoredArray(
              value(entry, "name", JsonNode::isTextual).textValue(),
              whole(entry, "offset"),
              whole(entry, "bytes"),
              value(entry, "sha256", JsonNode::isTextual).textValue()));
    }
    return new CheckpointManifest(
        new CheckpointPosition(
            value(root, "epoch", JsonNode::isInt).intValue(),
            value(root, "rounds", JsonNode::isInt).intValue(),
            whole(root, "sequence")),
        value(root, "identity", JsonNode::isTextual).textValue(),
        value(root, "progress", node -> !node.isMissingNode()),
        root.has("validationScore")
            ? OptionalDouble.of(value(root, "validationScore", JsonNode::isNumber).doubleValue())
            : OptionalDouble.empty(),
        new StoredArrays(
            arrays,
            whole(root, "arraysBytes"),
            value(root, "arraysSha256", JsonNode::isTextual).textValue()));
  }

  private byte[] sealed(ObjectNode root) throws IOException {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    String json = mapper.writer(printer).writeValueAsString(root);
    String open = json.substring(0, json.lastIndexOf("\n}")) + ",\n";
    byte[] content = open.getBytes(StandardCharsets.UTF_8);
    byte[] tail = tail(Sha256.hex(content));
    byte[] file = Arrays.copyOf(content, content.length + tail.length);
    System.arraycopy(tail, 0, file, content.length, tail.length);
    return file;
  }

  private static byte[] tail(String sha256) {
    return ("  \"manifestSha256\" : \"" + sha256 + "\"\n}\n").getBytes(StandardCharsets.UTF_8);
  }

  private static long whole(JsonNode parent, String key) {
    return value(parent, key, JsonNode::isIntegralNumber).longValue();
  }

  private static JsonNode value(JsonNode parent, String key, Predicate<JsonNode> type) {
    JsonNode node = parent.path(key);
    if (!type.test(node)) {
      throw new IllegalArgumentException(
          "the key '" + key + "' is missing or has a value of the wrong type");
    }
    return node;
  }
}
