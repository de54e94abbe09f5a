package io.convrelu.train.predict;

import io.convrelu.data.CharAlphabet;
import io.convrelu.data.ExampleKind;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.train.ModelInput;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The column that a network reads: images as Spark's image struct, texts as strings or as character
 * codes.
 *
 * @param index of the column in its row
 * @param form what is in it
 * @param fields where an image's height, width, channels and bytes are in its struct; else empty
 * @param rows the bytes that are made of it
 */
record InputColumn(int index, Form form, List<Integer> fields, ExampleRows rows)
    implements Serializable {

  /** What a column holds. */
  enum Form {
    IMAGE,
    TEXT,
    CODES
  }

  private static final List<String> IMAGE_FIELDS = List.of("height", "width", "nChannels", "data");

  /**
   * Finds a column.
   *
   * @throws IllegalArgumentException when there is none of this name or it holds nothing that the
   *     network reads; the message lists what there is
   */
  static InputColumn in(StructType schema, String name, ModelInput input) {
    if (!Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          "has no column " + name + "; its columns are " + described(schema));
    }
    int index = schema.fieldIndex(name);
    DataType type = schema.apply(index).dataType();
    if (input.kind() == ExampleKind.IMAGE) {
      return new InputColumn(index, Form.IMAGE, imageFields(name, type), input.rows());
    }
    if (type.equals(DataTypes.StringType)) {
      return new InputColumn(index, Form.TEXT, List.of(), input.rows());
    }
    if (type.equals(DataTypes.BinaryType)) {
      return new InputColumn(index, Form.CODES, List.of(), input.rows());
    }
    throw wrongType(name, type, "a string, or binary character codes");
  }

  private static List<Integer> imageFields(String name, DataType type) {
    if (type instanceof StructType struct
        && Arrays.asList(struct.fieldNames()).containsAll(IMAGE_FIELDS)) {
      List<Integer> fields = IMAGE_FIELDS.stream().map(struct::fieldIndex).toList();
      boolean fits = struct.apply(fields.get(3)).dataType().equals(DataTypes.BinaryType);
      for (int field : fields.subList(0, 3)) {
        fits &= struct.apply(field).dataType().equals(DataTypes.IntegerType);
      }
      if (fits) {
        return fields;
      }
    }
    throw wrongType(
        name, type, "Spark's image struct with int height, width, nChannels and binary data");
  }

  private static IllegalArgumentException wrongType(String name, DataType type, String expected) {
    return new IllegalArgumentException(
        "has column " + name + " of type " + type.catalogString() + ", expected " + expected);
  }

  /** Names and types of columns. */
  static String described(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(field -> field.name() + " " + field.dataType().typeName())
        .collect(Collectors.joining(", "));
  }

  /**
   * The bytes of a row's example, as a shard would keep them.
   *
   * @throws IllegalArgumentException when the network cannot read it
   */
  byte[] values(Row row) {
    if (row.isNullAt(index)) {
      throw new IllegalArgumentException("is null");
    }
    byte[] values = new byte[rows.valuesPerExample()];
    rows.convert(
        switch (form) {
          case IMAGE -> image(row.getStruct(index), (ExampleRows.Images) rows);
          case TEXT -> new CharAlphabet().encode(row.getString(index));
          case CODES -> codes(row.getAs(index));
        },
        values);
    return values;
  }

  private byte[] image(Row image, ExampleRows.Images expected) {
    for (int field : fields) {
      if (image.isNullAt(field)) {
        throw new IllegalArgumentException("has an image without size or bytes");
      }
    }
    int height = image.getInt(fields.get(0));
    int width = image.getInt(fields.get(1));
    int channels = image.getInt(fields.get(2));
    byte[] data = image.getAs(fields.get(3));
    if (height != expected.height()
        || width != expected.width()
        || channels != expected.channels()) {
      throw new IllegalArgumentException(
          "is one of "
              + ModelInput.Images.described(channels, height, width)
              + ", the model reads "
              + ModelInput.Images.described(
                  expected.channels(), expected.height(), expected.width()));
    }
    if (data.length != rows.valuesPerExample()) {
      throw new IllegalArgumentException(
          "has " + data.length + " bytes of pixels, expected " + rows.valuesPerExample());
    }
    return data;
  }

  private static byte[] codes(byte[] codes) {
    for (byte code : codes) {
      if (code < 0 || code > CharAlphabet.SIZE) {
        throw new IllegalArgumentException(
            "has the character code " + (code & 0xff) + ", expected 0 to " + CharAlphabet.SIZE);
      }
    }
    return codes;
  }
}
