package io.convrelu.data.prepare;

import java.util.Set;
import org.apache.hadoop.fs.FileSystem;

/** How a finished data set becomes visible, which depends on what a file system can do at once. */
public enum CommitStyle {
  /** The whole folder, {@code dataset.json} in it, is renamed to its place in one step. */
  FOLDER_AT_ONCE,

  /**
   * Data files come to their place first and {@code dataset.json}, without which nothing is a data
   * set, last. For object stores such as s3a, where renaming a folder is a copy of file after file.
   */
  DESCRIPTION_LAST;

  private static final Set<String> ATOMIC_RENAME = Set.of("file", "hdfs", "viewfs", "webhdfs");

  /** That of a file system. */
  public static CommitStyle of(FileSystem fs) {
    return ATOMIC_RENAME.contains(fs.getUri().getScheme()) ? FOLDER_AT_ONCE : DESCRIPTION_LAST;
  }
}
