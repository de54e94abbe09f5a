package io.convrelu.report.files;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of figures, which is the report's alone: a picture that an earlier report left there
 * would be taken for one of this report.
 */
final class FigureFolder {

  private final FileSystem fs;
  private final Path folder;

  FigureFolder(FileSystem fs, Path folder) {
    this.fs = fs;
    this.folder = folder;
  }

  /** Removes pictures that are not among these; other files stay. */
  void keepOnly(Set<String> paths) throws IOException {
    if (!fs.exists(folder)) {
      return;
    }
    for (FileStatus file : fs.listStatus(folder)) {
      String name = file.getPath().getName();
      boolean picture = name.endsWith(".svg") || name.endsWith(".png");
      if (file.isFile() && picture && !paths.contains(folder.getName() + "/" + name)) {
        fs.delete(file.getPath(), false);
      }
    }
  }
}
