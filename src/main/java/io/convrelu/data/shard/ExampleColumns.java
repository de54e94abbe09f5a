package io.convrelu.data.shard;

import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** Reads the columns of a row group side by side, row after row. */
final class ExampleColumns {

  private final ColumnReader id;
  private final ColumnReader label;
  private final ColumnReader values;

  /**
   * @param pages of these columns; where they are of some rows only, those rows are read
   * @param createdBy what the file says of its writer
   */
  ExampleColumns(PageReadStore pages, StoredColumns columns, String createdBy) {
    ColumnReadStoreImpl readers =
        new ColumnReadStoreImpl(pages, new Unused(columns.schema()), columns.schema(), createdBy);
    this.id = readers.getColumnReader(columns.id());
    this.label = readers.getColumnReader(columns.label());
    this.values = readers.getColumnReader(columns.values());
  }

  /** The id of the present row; empty where it is null. */
  Optional<String> id() {
    return present(id) ? Optional.of(id.getBinary().toStringUsingUTF8()) : Optional.empty();
  }

  /** Its label; -1 where it is null. */
  int label() {
    return present(label) ? label.getInteger() : -1;
  }

  /** Its bytes; empty where they are null. */
  Optional<byte[]> values() {
    return present(values) ? Optional.of(values.getBinary().getBytesUnsafe()) : Optional.empty();
  }

  /** Goes on to the next row. */
  void next() {
    id.consume();
    label.consume();
    values.consume();
  }

  /** Passes over the present row. */
  void skip() {
    skip(id);
    skip(label);
    skip(values);
    next();
  }

  private static void skip(ColumnReader column) {
    if (present(column)) {
      column.skip();
    }
  }

  private static boolean present(ColumnReader column) {
    ColumnDescriptor descriptor = column.getDescriptor();
    return column.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel();
  }

  /** Column readers ask for converters even where values are taken from them one by one. */
  private static final class Unused extends GroupConverter {

    private final GroupType type;

    Unused(GroupType type) {
      this.type = type;
    }

    @Override
    public Converter getConverter(int field) {
      Type inner = type.getType(field);
      return inner.isPrimitive() ? new PrimitiveConverter() {} : new Unused(inner.asGroupType());
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
