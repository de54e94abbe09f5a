package io.convrelu.train.predict;

import io.convrelu.data.BadInputException;
import io.convrelu.data.ExampleSchema;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Parquet files that need not come from {@code prepare}.
 *
 * @param path a file, or a folder of files
 */
record ParquetRows(SparkSession session, String path) {

  private static final Set<DataType> LABELS =
      Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  /**
   * All rows and columns.
   *
   * @throws BadInputException when there are no such files, or their labels are no whole numbers
   */
  Dataset<Row> read() {
    Dataset<Row> rows = opened();
    if (Arrays.asList(rows.columns()).contains(ExampleSchema.LABEL)) {
      DataType type = rows.schema().apply(ExampleSchema.LABEL).dataType();
      if (!LABELS.contains(type)) {
        throw new BadInputException(
            path,
            "column label",
            "is of type "
                + type.typeName()
                + ", expected a whole number; leave it out, or cast it");
      }
    }
    return rows;
  }

  private Dataset<Row> opened() {
    try {
      return session.read().option(DamagedFile.CHECKSUMS, "true").parquet(path);
    } catch (Exception e) {
      // Spark's own exceptions are checked ones that it does not declare.
      throw new BadInputException(
          path,
          "",
          "is neither a prepared data set nor Parquet files ("
              + DamagedFile.innermost(e)
              + "); for official files give their format with --dataset",
          e);
    }
  }
}
