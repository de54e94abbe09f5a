package io.convrelu.report;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.AtomicFile;
import io.convrelu.report.page.Page;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes a report's files into a folder on any Hadoop file system. Each file is replaced in one
 * step where the file system's rename is one (local disks, HDFS), so that who has the page open or
 * copies it sees an old or a new one, never a part.
 */
public final class ReportFiles {

  /** The page. */
  public static final String PAGE = "report.html";

  /** The tables as comma-separated values. */
  public static final String TABLE = "table.csv";

  private final Configuration hadoop;
  private final FileSystem fs;
  private final Path folder;

  private ReportFiles(Configuration hadoop, FileSystem fs, Path folder) {
    this.hadoop = hadoop;
    this.fs = fs;
    this.folder = folder;
  }

  /** Files of a folder, which need not exist yet. */
  public static ReportFiles in(Configuration hadoop, String folder) throws IOException {
    Path path = new Path(folder);
    FileSystem fs = AtomicFile.fileSystem(hadoop, path);
    return new ReportFiles(hadoop, fs, fs.makeQualified(path));
  }

  /**
   * Writes page and table.
   *
   * @return where the page is
   * @throws ConfigException when the folder is a file
   */
  public Path write(Report report) throws IOException {
    if (fs.exists(folder) && !fs.getFileStatus(folder).isDirectory()) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  "--output", folder.toString(), "is a file; give a folder, new or existing")));
    }
    // Both are made before the first is written: an error in one leaves the other as it was.
    String table = TableCsv.write(report);
    String page = new Page(report).render();
    fs.mkdirs(folder);
    AtomicFile.write(hadoop, new Path(folder, TABLE), table);
    AtomicFile.write(hadoop, new Path(folder, PAGE), page);
    return new Path(folder, PAGE);
  }
}
