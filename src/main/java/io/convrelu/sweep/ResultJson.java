package io.convrelu.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.data.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A trial's result as JSON text: {@code schemaVersion}, {@code sha256} of the compact result, and
 * {@code result}. NaN and the infinities, for which JSON has no number, are the texts {@code
 * "NaN"}, {@code "Infinity"} and {@code "-Infinity"}. The reader is strict: a missing, unknown or
 * null field, a wrong type, or a result that does not match its checksum is an error.
 */
final class ResultJson {

  private static final int SCHEMA_VERSION = 1;

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  byte[] write(TrialResult result) throws IOException {
    ObjectNode root = mapper.createObjectNode();
    root.put("schemaVersion", SCHEMA_VERSION);
    root.put("sha256", checksum(result));
    root.set("result", mapper.readTree(compact(result)));
    String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws IOException when the text is no undamaged result; the message says what is wrong
   */
  TrialResult read(byte[] text) throws IOException {
    try {
      JsonNode root = mapper.readTree(text);
      int version = root.path("schemaVersion").asInt();
      if (version != SCHEMA_VERSION) {
        throw new IOException(
            "has schema version " + version + ", this program reads " + SCHEMA_VERSION);
      }
      if (!root.path("result").isObject()) {
        throw new IOException("has no result");
      }
      TrialResult result = mapper.treeToValue(root.path("result"), TrialResult.class);
      if (!checksum(result).equals(root.path("sha256").asText())) {
        throw new IOException("does not match its own checksum");
      }
      return result;
    } catch (JsonProcessingException e) {
      throw new IOException("is not the JSON of a result: " + e.getOriginalMessage(), e);
    }
  }

  private String checksum(TrialResult result) throws JsonProcessingException {
    return Sha256.hex(compact(result));
  }

  private byte[] compact(TrialResult result) throws JsonProcessingException {
    return mapper.writeValueAsBytes(result);
  }
}
