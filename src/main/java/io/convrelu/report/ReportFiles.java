package io.convrelu.report;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.report.page.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

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
    FileSystem found = path.getFileSystem(hadoop);
    // Without Hadoop's .crc side files: browsers and spreadsheets know nothing of them.
    FileSystem fs = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
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
    replace(TABLE, table);
    replace(PAGE, page);
    return new Path(folder, PAGE);
  }

  private void replace(String name, String content) throws IOException {
    Path temporary = new Path(folder, "." + name + ".tmp");
    try {
      try (OutputStream out = fs.create(temporary, true)) {
        out.write(content.getBytes(StandardCharsets.UTF_8));
      }
      rename(temporary, new Path(folder, name));
    } catch (IOException e) {
      try {
        fs.delete(temporary, false);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private void rename(Path from, Path to) throws IOException {
    if (fs instanceof RawLocalFileSystem local) {
      Files.move(
          local.pathToFile(from).toPath(),
          local.pathToFile(to).toPath(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } else {
      FileContext.getFileContext(fs.getUri(), hadoop).rename(from, to, Options.Rename.OVERWRITE);
    }
  }
}
