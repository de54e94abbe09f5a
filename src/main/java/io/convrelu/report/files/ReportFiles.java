package io.convrelu.report.files;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.AtomicFile;
import io.convrelu.report.Column;
import io.convrelu.report.Report;
import io.convrelu.report.TableColumns;
import io.convrelu.report.TableCsv;
import io.convrelu.report.TrialColumns;
import io.convrelu.report.compare.CompareCsv;
import io.convrelu.report.compare.SweepComparison;
import io.convrelu.report.page.ComparePage;
import io.convrelu.report.page.Page;
import io.convrelu.report.paper.PaperColumns;
import io.convrelu.report.trial.LayerSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes a report's files into a folder on any Hadoop file system. Each file is replaced in one
 * step where the file system's rename is one (local disks, HDFS), so that who has the page open or
 * copies it sees an old or a new one, never a part. Everything is made before the first file is
 * written: an error in one leaves all as they were.
 */
public final class ReportFiles {

  /** The page. */
  public static final String PAGE = "report.html";

  /** The tables of data set and network as comma-separated values. */
  public static final String TABLE = "table.csv";

  /** The same, as Parquet. */
  public static final String PARQUET = "tables.parquet";

  /** The paper's tables 1 to 5 as comma-separated values. */
  public static final String PAPER = "paper-tables.csv";

  /** The paper's table 6 as comma-separated values. */
  public static final String PARAMETERS = "paper-parameters.csv";

  /** Every trial as comma-separated values. */
  public static final String TRIALS = "trials.csv";

  /** The page of a comparison of two sweeps. */
  public static final String COMPARE_PAGE = "compare.html";

  /** A comparison of two sweeps as comma-separated values. */
  public static final String COMPARE = "compare.csv";

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

  /** Writes a report of trials of which nothing is known by layer. */
  public Written write(Report report) throws IOException {
    return write(report, LayerSource.none());
  }

  /**
   * Writes page, tables, trials and figures.
   *
   * @param layers is asked for the trials whose layers the page has room for
   * @return where the page is, and how many figures stand beside it
   * @throws ConfigException when the folder is a file
   */
  public Written write(Report report, LayerSource layers) throws IOException {
    requireFolder();
    FigureFiles.Pictures pictures = FigureFiles.of(report);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(TABLE, bytes(TableCsv.write(report)));
    files.put(PARQUET, TablesParquet.write(TableColumns.all(), TableColumns.lines(report)));
    files.put(PAPER, bytes(PaperColumns.tables(report)));
    files.put(PARAMETERS, bytes(PaperColumns.parameters(report)));
    files.put(TRIALS, bytes(Column.csv(TrialColumns.of(report.trials()), report.trials())));
    files.putAll(pictures.files());
    files.put(PAGE, bytes(new Page(report, layers).render()));
    fs.mkdirs(folder);
    put(files);
    new FigureFolder(fs, new Path(folder, FigureFiles.FOLDER)).keepOnly(pictures.files().keySet());
    return new Written(new Path(folder, PAGE), pictures.files().size(), pictures.problem());
  }

  /**
   * Writes page and table of a comparison.
   *
   * @return where the page is
   * @throws ConfigException when the folder is a file
   */
  public Path write(SweepComparison comparison) throws IOException {
    requireFolder();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(COMPARE, bytes(CompareCsv.write(comparison)));
    files.put(COMPARE_PAGE, bytes(new ComparePage(comparison).render()));
    fs.mkdirs(folder);
    put(files);
    return new Path(folder, COMPARE_PAGE);
  }

  /**
   * What was written.
   *
   * @param page where the page is
   * @param figures how many files of figures
   * @param problem why there are no PNG files; empty when there are
   */
  public record Written(Path page, int figures, String problem) {}

  private void put(Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      AtomicFile.write(hadoop, new Path(folder, file.getKey()), file.getValue());
    }
  }

  private void requireFolder() throws IOException {
    if (fs.exists(folder) && !fs.getFileStatus(folder).isDirectory()) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  "--output", folder.toString(), "is a file; give a folder, new or existing")));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
