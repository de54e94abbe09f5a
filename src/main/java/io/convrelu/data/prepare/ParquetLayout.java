package io.convrelu.data.prepare;

import io.convrelu.data.CharAlphabet;
import io.convrelu.data.ExampleKind;
import io.convrelu.data.ExampleSchema;
import io.convrelu.data.source.RawExample;
import io.convrelu.data.source.SourcePlan.Content;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Writes examples in the columns of {@link ExampleSchema}. Parquet is written directly and not
 * through a DataFrame, so that the bytes depend on the examples alone.
 */
final class ParquetLayout extends WriteSupport<RawExample> {

  private static final String HEAD =
      "message example { required binary id (STRING); required int32 label; ";

  private static final String IMAGES =
      HEAD
          + "optional int32 coarse_label; "
          + "required group image { optional binary origin (STRING); required int32 height; "
          + "required int32 width; required int32 nChannels; required int32 mode; "
          + "required binary data; } }";

  private static final String TEXTS =
      HEAD + "required binary text (STRING); required binary codes; }";

  /** OpenCV's numbers for 8-bit images of one and of three channels, as Spark has them. */
  private static final int CV_8UC1 = 0;

  private static final int CV_8UC3 = 16;

  private final Content content;
  private final CharAlphabet alphabet = new CharAlphabet();
  private final MessageType schema;
  private RecordConsumer out;

  ParquetLayout(Content content) {
    this.content = content;
    this.schema =
        MessageTypeParser.parseMessageType(content.kind() == ExampleKind.IMAGE ? IMAGES : TEXTS);
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    out = recordConsumer;
  }

  @Override
  public void write(RawExample example) {
    out.startMessage();
    bytes(ExampleSchema.ID, 0, utf8(example.id()));
    integer(ExampleSchema.LABEL, 1, example.label());
    if (content.kind() == ExampleKind.IMAGE) {
      if (example.coarseLabel() != RawExample.NO_COARSE_LABEL) {
        integer(ExampleSchema.COARSE_LABEL, 2, example.coarseLabel());
      }
      out.startField(ExampleSchema.IMAGE, 3);
      image(example);
      out.endField(ExampleSchema.IMAGE, 3);
    } else {
      bytes(ExampleSchema.TEXT, 2, example.content());
      String text = new String(example.content(), StandardCharsets.UTF_8);
      bytes(ExampleSchema.CODES, 3, alphabet.encode(text));
    }
    out.endMessage();
  }

  /** OpenCV's number for 8-bit images of 1 or 3 channels. */
  static int mode(int channels) {
    return channels == 1 ? CV_8UC1 : CV_8UC3;
  }

  private void image(RawExample example) {
    out.startGroup();
    bytes("origin", 0, utf8(example.id()));
    integer("height", 1, content.height());
    integer("width", 2, content.width());
    integer("nChannels", 3, content.channels());
    integer("mode", 4, mode(content.channels()));
    bytes("data", 5, example.content());
    out.endGroup();
  }

  private void bytes(String field, int index, byte[] value) {
    out.startField(field, index);
    out.addBinary(Binary.fromConstantByteArray(value));
    out.endField(field, index);
  }

  private void integer(String field, int index, int value) {
    out.startField(field, index);
    out.addInteger(value);
    out.endField(field, index);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
