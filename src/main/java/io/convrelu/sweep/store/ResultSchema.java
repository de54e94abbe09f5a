package io.convrelu.sweep.store;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.result.SweepData;
import io.convrelu.sweep.result.TrialDescription;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.HistogramBin;
import io.convrelu.sweep.result.TrialResultBuilder;
import io.convrelu.sweep.result.TrialState;
import java.util.Arrays;
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

  private static final StructType BIN =
      new StructType()
          .add("low", DoubleType, false)
          .add("high", DoubleType, false)
          .add("count", LongType, false);

  /** As releases wrote it that knew version 1 of results. */
  static final StructType VERSION_1 = common(EpochSchema.VERSION_1);

  static final StructType SCHEMA =
      common(EpochSchema.SCHEMA)
          .add("attempts", IntegerType, false)
          .add("averaging_overhead", DoubleType, false)
          .add("classifier_sparsity", DoubleType, false)
          .add("provenance", ProvenanceSchema.SCHEMA, false);

  private ResultSchema() {}

  private static StructType common(StructType epoch) {
    return new StructType()
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
        .add("curve", DataTypes.createArrayType(epoch, false), false)
        .add("threshold_histogram", DataTypes.createArrayType(BIN, false), false);
  }

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
        result.curve().stream().map(EpochSchema::toRow).toList(),
        result.thresholdHistogram().stream().map(ResultSchema::toRow).toList(),
        result.attempts(),
        result.averagingOverhead(),
        result.classifierSparsity(),
        ProvenanceSchema.toRow(result.provenance()));
  }

  /**
   * The inverse; the row's columns are those of {@link #SCHEMA} or {@link #VERSION_1}, in any
   * order.
   */
  static TrialResult toResult(Row row) {
    TrialResultBuilder builder =
        new TrialResultBuilder(text(row, "trial"), state(row), data(row), description(row))
            .message(text(row, "message"))
            .epochs(row.getInt(row.fieldIndex("epochs")))
            .settings(row.getJavaMap(row.fieldIndex("settings")))
            .testTop1(real(row, "test_top1"))
            .testTop5(real(row, "test_top5"))
            .testLoss(real(row, "test_loss"))
            .validationTop1(real(row, "validation_top1"))
            .parameters(whole(row, "parameters"))
            .thresholds(whole(row, "thresholds"))
            .parametersSha256(text(row, "parameters_sha256"))
            .seconds(real(row, "seconds"))
            .imagesPerSecond(real(row, "images_per_second"))
            .curve(rows(row, "curve").stream().map(EpochSchema::toEpoch).toList())
            .thresholdHistogram(
                rows(row, "threshold_histogram").stream().map(ResultSchema::toBin).toList());
    if (Arrays.asList(row.schema().fieldNames()).contains("provenance")) {
      builder
          .attempts(row.getInt(row.fieldIndex("attempts")))
          .averagingOverhead(real(row, "averaging_overhead"))
          .classifierSparsity(real(row, "classifier_sparsity"))
          .provenance(ProvenanceSchema.toProvenance(row.getStruct(row.fieldIndex("provenance"))));
    }
    return builder.build();
  }

  private static TrialState state(Row row) {
    return TrialState.valueOf(text(row, "state").toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static SweepData data(Row row) {
    return new SweepData(
        text(row, "dataset"),
        row.getBoolean(row.fieldIndex("synthetic")),
        text(row, "dataset_fingerprint"),
        row.getInt(row.fieldIndex("classes")),
        whole(row, "train_examples"),
        whole(row, "test_examples"));
  }

  private static TrialDescription description(Row row) {
    return new TrialDescription(
        text(row, "network"),
        text(row, "activation"),
        text(row, "strategy"),
        text(row, "threshold_init"),
        whole(row, "seed"));
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
