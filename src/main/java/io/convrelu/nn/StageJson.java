package io.convrelu.nn;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.convrelu.kernel.fused.StagePlan;
import java.io.IOException;
import java.util.Optional;

/** A stage's plan and start as JSON: records alone, no names of classes. */
record StageJson(StagePlan plan, StageStart start) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .addModule(
              new SimpleModule()
                  .addSerializer(new OptionalWriter())
                  .addDeserializer(Optional.class, new OptionalReader()))
          .build();

  String write() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stage cannot be written as JSON", e);
    }
  }

  /**
   * @throws IllegalArgumentException when it is no stage
   */
  static StageJson read(String json) {
    try {
      return MAPPER.readValue(json, StageJson.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no stage: " + e.getOriginalMessage(), e);
    }
  }

  private static final class OptionalWriter extends StdSerializer<Optional<?>> {

    private static final long serialVersionUID = 1L;

    OptionalWriter() {
      super(Optional.class, false);
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.orElse(null), to);
    }
  }

  private static final class OptionalReader extends JsonDeserializer<Optional>
      implements ContextualDeserializer {

    private final Optional<JavaType> content;

    OptionalReader() {
      this(Optional.empty());
    }

    private OptionalReader(Optional<JavaType> content) {
      this.content = content;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      return new OptionalReader(Optional.of(context.getContextualType().containedType(0)));
    }

    @Override
    public Optional<?> deserialize(JsonParser from, DeserializationContext context)
        throws IOException {
      return Optional.of(context.readValue(from, content.orElseThrow()));
    }

    @Override
    public Optional<?> getNullValue(DeserializationContext context) {
      return Optional.empty();
    }
  }
}
