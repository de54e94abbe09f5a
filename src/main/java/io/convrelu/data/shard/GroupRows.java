package io.convrelu.data.shard;

import java.util.stream.IntStream;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.internal.filter2.columnindex.RowRanges;

/**
 * Consecutive rows of one row group, as Parquet wants to be told of them. It makes ranges of rows
 * from the pages of a column only; this is a column with a single page that has these rows.
 *
 * @param from first row, counted from 0 in the row group
 * @param to row after the last
 */
record GroupRows(long from, long to) implements OffsetIndex {

  RowRanges ranges() {
    return RowRanges.create(to, IntStream.of(0).iterator(), this);
  }

  @Override
  public int getPageCount() {
    return 1;
  }

  @Override
  public long getOffset(int page) {
    throw new UnsupportedOperationException("no real page");
  }

  @Override
  public int getCompressedPageSize(int page) {
    throw new UnsupportedOperationException("no real page");
  }

  @Override
  public long getFirstRowIndex(int page) {
    return from;
  }

  @Override
  public long getLastRowIndex(int page, long rowCount) {
    return to - 1;
  }
}
