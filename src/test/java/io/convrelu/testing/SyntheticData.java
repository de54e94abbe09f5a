package io.convrelu.testing;

import io.convrelu.data.PreparationChoices;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.prepare.DatasetName;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.data.prepare.PrepareRequest;
import io.convrelu.data.prepare.Preparer;
import io.convrelu.data.synthetic.SyntheticSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;

/** Small generated data sets for tests that train. */
public final class SyntheticData {

  private static final int CLASSES = 4;

  private SyntheticData() {}

  /** Images in 4 classes; a fifth as many test examples. */
  public static PreparedDataset images(SparkSession spark, Path folder, int trainExamples) {
    return prepare(spark, folder, trainExamples, DatasetName.SYNTHETIC, 0);
  }

  /** The same, with a fifth of the train examples set aside for validation. */
  public static PreparedDataset imagesToValidate(
      SparkSession spark, Path folder, int trainExamples) {
    return prepare(spark, folder, trainExamples, DatasetName.SYNTHETIC, 0.2);
  }

  /** Texts in 4 classes; a fifth as many test examples. */
  public static PreparedDataset texts(SparkSession spark, Path folder, int trainExamples) {
    return prepare(spark, folder, trainExamples, DatasetName.SYNTHETIC_TEXT, 0);
  }

  private static PreparedDataset prepare(
      SparkSession spark, Path folder, int trainExamples, DatasetName name, double validation) {
    try {
      new Preparer(spark)
          .prepare(
              new PrepareRequest(
                  name,
                  "",
                  folder.toString(),
                  1,
                  new PreparationChoices(validation, OptionalInt.empty()),
                  new SyntheticSize(trainExamples, CLASSES),
                  ExistingOutput.REFUSE));
      return PreparedDataset.open(spark.sparkContext().hadoopConfiguration(), folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
