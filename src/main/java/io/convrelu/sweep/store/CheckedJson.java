package io.convrelu.sweep.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.data.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Records as JSON texts that carry their version and checksum: {@code schemaVersion}, {@code
 * sha256} of the compact content, and the content under a name of its own. NaN and the infinities,
 * for which JSON has no number, are the texts {@code "NaN"}, {@code "Infinity"} and {@code
 * "-Infinity"}. The reader is strict: a missing, unknown or null field, a wrong type, or content
 * that does not match its checksum is an error; layout and line ends are free.
 *
 * @param <T> the record
 */
final class CheckedJson<T> {

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

  private final Class<T> type;
  private final String name;
  private final int version;

  /**
   * @param name of the content
   * @param version that is written, and the newest that is read
   */
  CheckedJson(Class<T> type, String name, int version) {
    this.type = type;
    this.name = name;
    this.version = version;
  }

  /** Several lines, for people. */
  byte[] pretty(T content) throws IOException {
    return bytes(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root(content)));
  }

  /** One line. */
  byte[] compact(T content) throws IOException {
    return bytes(mapper.writeValueAsString(root(content)));
  }

  /**
   * @param upgrade brings content of an older version, which it is given with it, to this one
   * @throws IOException when the text is not sound or of a newer version; the message says what is
   *     wrong
   */
  T read(byte[] text, BiConsumer<ObjectNode, Integer> upgrade) throws IOException {
    try {
      JsonNode root = mapper.readTree(text);
      int written = version(root);
      if (!(root.path(name) instanceof ObjectNode content)) {
        throw new IOException("has no " + name);
      }
      if (written < version) {
        upgrade.accept(content, written);
      }
      T read = mapper.treeToValue(content, type);
      if (!Sha256.hex(compactContent(text)).equals(root.path("sha256").asText())) {
        throw new IOException("does not match its own checksum");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new IOException("is not the JSON of a " + name + ": " + e.getOriginalMessage(), e);
    }
  }

  private int version(JsonNode root) throws IOException {
    int written = root.path("schemaVersion").asInt();
    String message =
        "has schema version "
            + written
            + ", this program reads "
            + (version == 1 ? "1" : "1 to " + version);
    if (written > version) {
      throw new NewerVersionException(message);
    }
    if (written < 1) {
      throw new IOException(message);
    }
    return written;
  }

  /** Without white space, numbers as they are written: versions of Java print them differently. */
  private byte[] compactContent(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonParser from = mapper.createParser(text);
        JsonGenerator to = mapper.createGenerator(bytes)) {
      from.nextToken();
      while (from.nextToken() == JsonToken.FIELD_NAME && !from.currentName().equals(name)) {
        from.nextToken();
        from.skipChildren();
      }
      int depth = 0;
      do {
        JsonToken token = from.nextToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
          to.writeNumber(from.getText());
        } else {
          to.copyCurrentEvent(from);
        }
      } while (depth > 0);
    }
    return bytes.toByteArray();
  }

  private ObjectNode root(T content) throws IOException {
    JsonNode tree = mapper.readTree(mapper.writeValueAsBytes(content));
    ObjectNode root = mapper.createObjectNode();
    root.put("schemaVersion", version);
    root.put("sha256", Sha256.hex(mapper.writeValueAsBytes(tree)));
    root.set(name, tree);
    return root;
  }

  private static byte[] bytes(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
