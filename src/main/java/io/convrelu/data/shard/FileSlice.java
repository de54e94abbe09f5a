package io.convrelu.data.shard;

import java.io.Serializable;

/**
 * Consecutive rows of one Parquet file.
 *
 * @param path of the file, with its file system
 * @param length of the file, in bytes
 * @param rows of the whole file
 * @param from first row, counted from 0
 * @param to row after the last
 */
public record FileSlice(String path, long length, long rows, long from, long to)
    implements Serializable {

  public FileSlice {
    if (from < 0 || from >= to || to > rows) {
      throw new IllegalArgumentException("rows " + from + " to " + to + " of " + rows);
    }
  }

  /** Rows of the slice. */
  public long examples() {
    return to - from;
  }
}
