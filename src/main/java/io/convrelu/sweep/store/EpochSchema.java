package io.convrelu.sweep.store;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;

import io.convrelu.sweep.result.TrialResult.EpochPoint;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** An entry of the column {@code curve} of the results table: an {@link EpochPoint}. */
final class EpochSchema {

  /** As releases wrote it that knew version 1 of results. */
  static final StructType VERSION_1 =
      new StructType()
          .add("epoch", IntegerType, false)
          .add("lr", DoubleType, false)
          .add("train_loss", DoubleType, false)
          .add("test_loss", DoubleType, false)
          .add("test_top1", DoubleType, false)
          .add("validation_top1", DoubleType, false)
          .add("images_per_second", DoubleType, false)
          .add("dead_units", DoubleType, false);

  static final StructType SCHEMA =
      VERSION_1
          .add("averaging_overhead", DoubleType, false)
          .add("classifier_sparsity", DoubleType, false);

  private EpochSchema() {}

  static Row toRow(EpochPoint point) {
    return RowFactory.create(
        point.epoch(),
        point.lr(),
        point.trainLoss(),
        point.testLoss(),
        point.testTop1(),
        point.validationTop1(),
        point.imagesPerSecond(),
        point.deadUnits(),
        point.averagingOverhead(),
        point.classifierSparsity());
  }

  /** The inverse; what the row does not have is NaN. */
  static EpochPoint toEpoch(Row row) {
    List<String> columns = Arrays.asList(row.schema().fieldNames());
    return new EpochPoint(
        row.getInt(row.fieldIndex("epoch")),
        real(row, columns, "lr"),
        real(row, columns, "train_loss"),
        real(row, columns, "test_loss"),
        real(row, columns, "test_top1"),
        real(row, columns, "validation_top1"),
        real(row, columns, "images_per_second"),
        real(row, columns, "dead_units"),
        real(row, columns, "averaging_overhead"),
        real(row, columns, "classifier_sparsity"));
  }

  private static double real(Row row, List<String> columns, String column) {
    int index = columns.indexOf(column);
    return index < 0 ? Double.NaN : row.getDouble(index);
  }
}
