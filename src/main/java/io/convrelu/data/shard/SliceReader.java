package io.convrelu.data.shard;

import io.convrelu.data.BadInputException;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.ShardPacker;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/**
 * Reads the rows of one slice: of its file the footer and, of the columns that shards are made of,
 * the pages in which the rows are. Every page's checksum is checked.
 */
final class SliceReader {

  private final FileSlice slice;
  private final ExampleFormat format;
  private final ShardPacker packer;
  private final byte[] values;

  SliceReader(FileSlice slice, ExampleFormat format, ShardPacker packer) {
    this.slice = slice;
    this.format = format;
    this.packer = packer;
    this.values = new byte[format.rows().valuesPerExample()];
  }

  /**
   * Adds the rows to the shard.
   *
   * @throws BadInputException when the file cannot be used; names file, place and remedy
   * @throws java.io.UncheckedIOException when its file system fails, which may pass
   */
  void read(Configuration hadoop) {
    try {
      HadoopInputFile file = HadoopInputFile.fromPath(new Path(slice.path()), hadoop);
      if (file.getLength() != slice.length()) {
        throw bad(
            "", "has " + file.getLength() + " bytes where dataset.json says " + slice.length());
      }
      try (ParquetFileReader reader =
          ParquetFileReader.open(
              file, HadoopReadOptions.builder(hadoop).usePageChecksumVerification().build())) {
        read(reader);
      }
    } catch (IOException | RuntimeException e) {
      throw DataFileFailure.of(slice.path(), e);
    } catch (StackOverflowError e) {
      // Thrift follows nested structs in damaged headers without a bound; Spark would end the JVM.
      throw bad("", "is damaged: a page header is no header; prepare the data set again");
    }
  }

  private void read(ParquetFileReader reader) throws IOException {
    StoredColumns columns = columns(reader);
    List<BlockMetaData> groups = reader.getRowGroups();
    long rows = groups.stream().mapToLong(BlockMetaData::getRowCount).sum();
    if (rows != slice.rows()) {
      throw bad("", "has " + rows + " rows where dataset.json says " + slice.rows());
    }
    reader.setRequestedSchema(columns.schema());
    long start = 0;
    for (int group = 0; group < groups.size(); group++) {
      long size = groups.get(group).getRowCount();
      long from = Math.max(slice.from() - start, 0);
      long to = Math.min(slice.to() - start, size);
      if (from < to) {
        stopIfKilled();
        read(reader, group, columns, new GroupRows(from, to), start);
      }
      start += size;
    }
  }

  private StoredColumns columns(ParquetFileReader reader) {
    try {
      return StoredColumns.in(reader.getFileMetaData().getSchema(), format);
    } catch (IllegalArgumentException e) {
      throw bad("", e.getMessage());
    }
  }

  private void read(
      ParquetFileReader reader, int group, StoredColumns columns, GroupRows rows, long start)
      throws IOException {
    List<ColumnChunkMetaData> chunks = chunks(reader.getRowGroups().get(group), columns);
    // Files of other writers may not say where their pages are.
    boolean paged = chunks.stream().allMatch(chunk -> chunk.getOffsetIndexReference() != null);
    PageReadStore pages =
        paged ? reader.readFilteredRowGroup(group, rows.ranges()) : reader.readRowGroup(group);
    ExampleColumns row =
        new ExampleColumns(pages, columns, reader.getFileMetaData().getCreatedBy());
    for (long passed = paged ? rows.from() : 0; passed < rows.from(); passed++) {
      row.skip();
    }
    for (long at = rows.from(); at < rows.to(); at++) {
      add(row, start + at);
      row.next();
    }
  }

  /** The chunks of these columns, which lie within the file. */
  private List<ColumnChunkMetaData> chunks(BlockMetaData group, StoredColumns columns) {
    List<ColumnChunkMetaData> chunks =
        group.getColumns().stream()
            .filter(chunk -> columns.schema().containsPath(chunk.getPath().toArray()))
            .toList();
    for (ColumnChunkMetaData chunk : chunks) {
      long start = chunk.getStartingPos();
      long size = chunk.getTotalSize();
      if (start < 0 || size < 0 || start > slice.length() - size) {
        throw bad(
            "column " + chunk.getPath().toDotString(),
            "is said to be " + size + " bytes from byte " + start + " on, beyond the end");
      }
    }
    return chunks;
  }

  private void add(ExampleColumns row, long number) {
    String place = "row " + number;
    String id = row.id().orElseThrow(() -> bad(place, "has no id"));
    int label = row.label();
    if (label < 0 || label >= format.classes()) {
      throw bad(
          place + ", " + id, "has label " + label + ", expected 0 to " + (format.classes() - 1));
    }
    ExampleRows rows = format.rows();
    Optional<byte[]> stored = row.values().filter(v -> rows.storedLength().allows(v.length));
    if (stored.isEmpty()) {
      throw bad(
          place + ", " + id,
          "has "
              + row.values().map(v -> v.length).orElse(0)
              + " bytes in "
              + String.join(".", rows.column())
              + ", expected "
              + rows.storedLength());
    }
    rows.convert(stored.get(), values);
    packer.add(label, ExampleShard.hash(id), values, 0);
  }

  private BadInputException bad(String place, String problem) {
    return new BadInputException(slice.path(), place, problem + "; " + DataFileFailure.REMEDY);
  }

  private static void stopIfKilled() {
    TaskContext task = TaskContext.get();
    if (task != null && task.isInterrupted()) {
      throw new TaskKilledException("killed while reading examples");
    }
  }
}
