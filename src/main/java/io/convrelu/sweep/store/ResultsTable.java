package io.convrelu.sweep.store;

import io.convrelu.sweep.result.TrialResult;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The results of all ended trials as one Parquet file, {@code results/results.parquet}, replaced in
 * one step: a reader sees the table before or after a trial, never a part. Rows are sorted, so that
 * the same results give the same table whatever order the trials ended in.
 */
public final class ResultsTable {

  static final String FOLDER = "results";

  private static final String FILE = "results.parquet";
  private static final String TEMPORARY = ".results.tmp";

  private static final Comparator<TrialResult> ORDER =
      Comparator.comparing(TrialResult::network)
          .thenComparing(TrialResult::activation)
          .thenComparing(TrialResult::strategy)
          .thenComparing(TrialResult::thresholdInit)
          .thenComparing(TrialResult::seed)
          .thenComparing(TrialResult::trial);

  private final SparkSession spark;
  private final StoreFiles files;

  public ResultsTable(SparkSession spark, StoreFiles files) {
    this.spark = spark;
    this.files = files;
  }

  void replace(List<TrialResult> results) throws IOException {
    List<Row> rows = results.stream().sorted(ORDER).map(ResultSchema::toRow).toList();
    Path temporary = files.path(TEMPORARY);
    spark
        .createDataFrame(rows, ResultSchema.SCHEMA)
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(temporary.toString());
    files.makeFolder(files.path(FOLDER));
    files.rename(writtenFile(temporary), files.path(FOLDER + "/" + FILE));
    files.delete(temporary);
  }

  private Path writtenFile(Path folder) throws IOException {
    return files.list(folder).stream()
        .map(FileStatus::getPath)
        .filter(path -> path.getName().startsWith("part-"))
        .findFirst()
        .orElseThrow(() -> new IOException("Spark wrote no Parquet file into " + folder));
  }
}
