package io.convrelu.sweep;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.TrialResult.EpochPoint;
import io.convrelu.sweep.TrialResult.HistogramBin;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of the results table, one row a trial: the fields of {@link TrialResult} in its order,
 * named in snake case. {@code state} is {@code completed}, {@code diverged} or {@code failed}.
 */
final class ResultSchema {

  private static final StructType EPOCH =
      new StructType()
          .add("epoch", IntegerType, false)
          .add("lr", DoubleType, false)
          .add("train_loss", DoubleType, false)
          .add("test_loss", DoubleType, false)
          .add("test_top1", DoubleType, false)
          .add("validation_top1", DoubleType, false)
          .add("images_per_second", DoubleType, false)
          .add("dead_units", DoubleType, false);

  private static final StructType BIN =
      new StructType()
          .add("low", DoubleType, false)
          .add("high", DoubleType, false)
          .add("count", LongType, false);

  static final StructType SCHEMA =
      new StructType()
          .add("trial", StringType, false)
          .add("state", StringType, false)
          .add("message", StringType, false)
          .add("dataset", StringType, false)
          .add("synthetic", BooleanType, false)
          .add("dataset_fingerprint", StringType, false)
          .add("classes", IntegerType, false)
          .add("train_examples", LongType, false)
          .add("test_examples", LongType, false)
          .add("network", StringType, false)
          .add("activation", StringType, false)
          .add("strategy", StringType, false)
          .add("threshold_init", StringType, false)
          .add("seed", LongType, false)
          .add("epochs", IntegerType, false)
          .add("settings", DataTypes.createMapType(StringType, StringType, false), false)
          .add("test_top1", DoubleType, false)
          .add("test_top5", DoubleType, false)
          .add("test_loss", DoubleType, false)
          .add("validation_top1", DoubleType, false)
          .add("parameters", LongType, false)
          .add("thresholds", LongType, false)
          .add("parameters_sha256", StringType, false)
          .add("seconds", DoubleType, false)
          .add("images_per_second", DoubleType, false)
          .add("curve", DataTypes.createArrayType(EPOCH, false), false)
          .add("threshold_histogram", DataTypes.createArrayType(BIN, false), false);

  private ResultSchema() {}

  static Row toRow(TrialResult result) {
    return RowFactory.create(
        result.trial(),
        SettingsReader.kebab(result.state()),
        result.message(),
        result.dataset(),
        result.synthetic(),
        result.datasetFingerprint(),
        result.classes(),
        result.trainExamples(),
        result.testExamples(),
        result.network(),
        result.activation(),
        result.strategy(),
        result.thresholdInit(),
        result.seed(),
        result.epochs(),
        new TreeMap<>(result.settings()),
        result.testTop1(),
        result.testTop5(),
        result.testLoss(),
        result.validationTop1(),
        result.parameters(),
        result.thresholds(),
        result.parametersSha256(),
        result.seconds(),
        result.imagesPerSecond(),
        result.curve().stream().map(ResultSchema::toRow).toList(),
        result.thresholdHistogram().stream().map(ResultSchema::toRow).toList());
  }

  /** The inverse; the row's columns are those of {@link #SCHEMA}, in any order. */
  static TrialResult toResult(Row row) {
    return new TrialResult(
        text(row, "trial"),
        TrialState.valueOf(text(row, "state").toUpperCase(Locale.ROOT).replace('-', '_')),
        text(row, "message"),
        text(row, "dataset"),
        row.getBoolean(row.fieldIndex("synthetic")),
        text(row, "dataset_fingerprint"),
        row.getInt(row.fieldIndex("classes")),
        whole(row, "train_examples"),
        whole(row, "test_examples"),
        text(row, "network"),
        text(row, "activation"),
        text(row, "strategy"),
        text(row, "threshold_init"),
        whole(row, "seed"),
        row.getInt(row.fieldIndex("epochs")),
        row.getJavaMap(row.fieldIndex("settings")),
        real(row, "test_top1"),
        real(row, "test_top5"),
        real(row, "test_loss"),
        real(row, "validation_top1"),
        whole(row, "parameters"),
        whole(row, "thresholds"),
        text(row, "parameters_sha256"),
        real(row, "seconds"),
        real(row, "images_per_second"),
        rows(row, "curve").stream().map(ResultSchema::toEpoch).toList(),
        rows(row, "threshold_histogram").stream().map(ResultSchema::toBin).toList());
  }

  private static Row toRow(EpochPoint point) {
    return RowFactory.create(
        point.epoch(),
        point.lr(),
        point.trainLoss(),
        point.testLoss(),
        point.testTop1(),
        point.validationTop1(),
        point.imagesPerSecond(),
        point.deadUnits());
  }

  private static EpochPoint toEpoch(Row row) {
    return new EpochPoint(
        row.getInt(row.fieldIndex("epoch")),
        real(row, "lr"),
        real(row, "train_loss"),
        real(row, "test_loss"),
        real(row, "test_top1"),
        real(row, "validation_top1"),
        real(row, "images_per_second"),
        real(row, "dead_units"));
  }

  private static Row toRow(HistogramBin bin) {
    return RowFactory.create(bin.low(), bin.high(), bin.count());
  }

  private static HistogramBin toBin(Row row) {
    return new HistogramBin(real(row, "low"), real(row, "high"), whole(row, "count"));
  }

  private static String text(Row row, String column) {
    return row.getString(row.fieldIndex(column));
  }

  private static long whole(Row row, String column) {
    return row.getLong(row.fieldIndex(column));
  }

  private static double real(Row row, String column) {
    return row.getDouble(row.fieldIndex(column));
  }

  private static List<Row> rows(Row row, String column) {
    return row.getList(row.fieldIndex(column));
  }
}
