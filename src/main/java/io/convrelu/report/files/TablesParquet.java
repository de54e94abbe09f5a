package io.convrelu.report.files;

import io.convrelu.data.prepare.MemoryOutputFile;
import io.convrelu.report.Column;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A table as the bytes of one Parquet file, made here and not by executors, which may not see the
 * folder that the report is written to. What has no value is null; several whole numbers are a
 * list.
 */
final class TablesParquet {

  private TablesParquet() {}

  /** The file's bytes; the same for the same lines. */
  static <T> byte[] write(List<Column<T>> columns, List<T> lines) throws IOException {
    MessageType schema =
        new MessageType("table", columns.stream().map(TablesParquet::field).toList());
    MemoryOutputFile memory = new MemoryOutputFile();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(memory)
            .withConf(new Configuration(false))
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .build()) {
      for (T line : lines) {
        Group group = new SimpleGroup(schema);
        columns.forEach(column -> add(group, column, line));
        writer.write(group);
      }
    }
    return memory.content();
  }

  private static Type field(Column<?> column) {
    return switch (column.kind()) {
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case TRUTH -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
      case COUNT -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
      case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
      case COUNTS ->
          Types.optionalList().requiredElement(PrimitiveTypeName.INT64).named(column.name());
    };
  }

  private static <T> void add(Group group, Column<T> column, T line) {
    Object value = column.value().apply(line);
    String name = column.name();
    switch (column.kind()) {
      case TEXT -> {
        if (!value.toString().isEmpty()) {
          group.add(name, value.toString());
        }
      }
      case TRUTH -> group.add(name, (Boolean) value);
      case COUNT -> ((Optional<?>) value).ifPresent(count -> group.add(name, (Long) count));
      case NUMBER -> {
        if (Double.isFinite((Double) value)) {
          group.add(name, (Double) value);
        }
      }
      case COUNTS -> {
        Group list = group.addGroup(name);
        ((Collection<?>) value)
            .forEach(count -> list.addGroup("list").add("element", (Long) count));
      }
    }
  }
}
