package io.convrelu.sweep.store;

import io.convrelu.data.BadInputException;
import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.result.TrialResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;

/** Reads what a sweep has found, also while it is running. */
public final class SweepResults {

  private SweepResults() {}

  /**
   * Every ended trial, sorted by network, activation, strategy, threshold init and seed. What
   * earlier releases did not record is NaN or says so.
   *
   * @param path the sweep's output, on any Hadoop file system
   * @throws BadInputException when there is no sweep, when no trial has ended yet, or when the
   *     table is damaged or of another version
   */
  public static List<TrialResult> read(SparkSession spark, String path) {
    missing(spark, path)
        .ifPresent(
            what -> {
              throw new BadInputException(path, "", what);
            });
    return table(spark, path);
  }

  /**
   * The same, of a folder that need not be a sweep or have results yet: nothing then.
   *
   * @throws BadInputException when the table is damaged or of another version
   */
  public static List<TrialResult> soFar(SparkSession spark, String path) {
    return missing(spark, path).isPresent() ? List.of() : table(spark, path);
  }

  private static List<TrialResult> table(SparkSession spark, String path) {
    String table = path + "/" + ResultsTable.FOLDER;
    try {
      Dataset<Row> rows = spark.read().parquet(table);
      DataType found = rows.schema().asNullable();
      if (!found.equals(ResultSchema.SCHEMA.asNullable())
          && !found.equals(ResultSchema.VERSION_1.asNullable())) {
        throw new BadInputException(
            table,
            "",
            "has other columns than this program and earlier ones write; read it with the program"
                + " that wrote it, or delete it and start jobs/sweep.sh again on this output");
      }
      return rows.coalesce(1).collectAsList().stream().map(ResultSchema::toResult).toList();
    } catch (BadInputException e) {
      throw e;
    } catch (Exception e) {
      throw new BadInputException(
          table,
          "",
          "is no readable table of results; delete it and start jobs/sweep.sh again on this output,"
              + " which writes it anew without training again",
          e);
    }
  }

  /**
   * What was recorded of a trial layer by layer; nothing for trials that failed and those of
   * earlier releases.
   *
   * @param path the sweep's output
   * @param trial the trial's identity
   * @throws BadInputException when it is damaged, of a newer version or cannot be read
   */
  public static Optional<LayerObservations> layers(
      Configuration hadoop, String path, String trial) {
    try {
      TrialStore store = new TrialStore(StoreFiles.at(hadoop, path));
      return new TrialFolder(hadoop, store.folder(trial)).layers();
    } catch (IOException e) {
      throw new BadInputException(path, "", "cannot be read: " + e.getMessage(), e);
    }
  }

  /** Why there are no results, unless there are some. */
  private static Optional<String> missing(SparkSession spark, String path) {
    try {
      StoreFiles files = StoreFiles.at(spark.sparkContext().hadoopConfiguration(), path);
      if (!files.exists(files.path(SweepManifest.FILE))) {
        return Optional.of(
            "is no sweep (no " + SweepManifest.FILE + "); make one with jobs/sweep.sh");
      }
      return files.list(files.path(ResultsTable.FOLDER)).isEmpty()
          ? Optional.of("is a sweep in which no trial has ended yet; let it run on")
          : Optional.empty();
    } catch (IOException e) {
      throw new BadInputException(path, "", "cannot be read: " + e.getMessage(), e);
    }
  }
}
