package io.convrelu.data;

import java.util.List;

/** All that {@code dataset.json} holds. */
public record DatasetManifest(
    DatasetDescription description, PreparationChoices choices, List<DataFile> files) {

  /** Version of the layout that this program writes and the newest that it reads. */
  public static final int SCHEMA_VERSION = 1;

  /** Name of the file that makes a folder a prepared data set. */
  public static final String FILE_NAME = "dataset.json";

  public DatasetManifest {
    files = List.copyOf(files);
  }

  /** The files of one split, in the order of their numbers. */
  public List<DataFile> files(Split split) {
    return files.stream().filter(file -> file.split() == split).toList();
  }
}
