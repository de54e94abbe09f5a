package io.convrelu.data;

/**
 * One Parquet file of a prepared data set.
 *
 * @param split the split that it belongs to
 * @param path relative to the data set, for example {@code data/split=train/part-00000.parquet}
 * @param length in bytes
 * @param examples rows in it
 */
public record DataFile(Split split, String path, long length, long examples) {

  /** The folder of all data files, relative to the data set. */
  public static final String FOLDER = "data";

  public DataFile {
    if (!path.startsWith(FOLDER + "/") || path.contains("..") || length < 1 || examples < 1) {
      throw new IllegalArgumentException(
          "a data file needs a path below data/, a length and examples: "
              + path
              + ", "
              + length
              + " bytes, "
              + examples
              + " examples");
    }
  }
}
