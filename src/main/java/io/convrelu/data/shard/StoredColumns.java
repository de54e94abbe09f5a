package io.convrelu.data.shard;

import io.convrelu.data.ExampleSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * The columns of a Parquet file that shards are made of.
 *
 * @param schema these columns alone
 * @param id UTF-8
 * @param label 32-bit
 * @param values bytes
 */
record StoredColumns(
    MessageType schema, ColumnDescriptor id, ColumnDescriptor label, ColumnDescriptor values) {

  /**
   * Finds them in a file's schema.
   *
   * @throws IllegalArgumentException when one is missing, of another type or repeated
   */
  static StoredColumns in(MessageType file, ExampleFormat format) {
    List<String> id = List.of(ExampleSchema.ID);
    List<String> label = List.of(ExampleSchema.LABEL);
    List<String> values = format.rows().column();
    MessageType schema =
        new MessageType(
            file.getName(),
            only(file, id, PrimitiveTypeName.BINARY),
            only(file, label, PrimitiveTypeName.INT32),
            only(file, values, PrimitiveTypeName.BINARY));
    return new StoredColumns(
        schema, column(schema, id), column(schema, label), column(schema, values));
  }

  List<ColumnDescriptor> all() {
    return List.of(id, label, values);
  }

  private static ColumnDescriptor column(MessageType schema, List<String> path) {
    return schema.getColumnDescription(path.toArray(String[]::new));
  }

  /** The field at a path, with the groups around it but without their other fields. */
  private static Type only(GroupType group, List<String> path, PrimitiveTypeName type) {
    return find(group, path, type)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "has no single column "
                        + String.join(".", path)
                        + " of type "
                        + type
                        + "; its columns are "
                        + described(group)));
  }

  private static Optional<Type> find(GroupType group, List<String> path, PrimitiveTypeName type) {
    if (!group.containsField(path.get(0))) {
      return Optional.empty();
    }
    Type field = group.getType(path.get(0));
    if (field.isRepetition(Type.Repetition.REPEATED)) {
      return Optional.empty();
    }
    if (path.size() > 1) {
      return field.isPrimitive()
          ? Optional.empty()
          : find(field.asGroupType(), path.subList(1, path.size()), type)
              .map(inner -> new GroupType(field.getRepetition(), field.getName(), inner));
    }
    return field.isPrimitive() && field.asPrimitiveType().getPrimitiveTypeName() == type
        ? Optional.of(field)
        : Optional.empty();
  }

  private static String described(GroupType group) {
    List<String> columns = new ArrayList<>();
    for (Type field : group.getFields()) {
      columns.add(
          field.getName()
              + " "
              + (field.isPrimitive() ? field.asPrimitiveType().getPrimitiveTypeName() : "group"));
    }
    return String.join(", ", columns);
  }
}
