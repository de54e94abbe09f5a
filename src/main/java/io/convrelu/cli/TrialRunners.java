package io.convrelu.cli;

import io.convrelu.conf.Settings;
import io.convrelu.data.PreparedDataset;
import io.convrelu.sweep.SweepData;
import io.convrelu.sweep.Trial;
import io.convrelu.sweep.TrialDescription;
import io.convrelu.sweep.TrialProgram;
import io.convrelu.sweep.TrialResult;
import org.apache.spark.sql.SparkSession;

/** Trials that train: what {@code jobs/train.sh} does, once for each trial. */
final class TrialRunners implements TrialProgramFactory {

  @Override
  public TrialProgram open(SparkSession spark, String data) {
    PreparedDataset dataset =
        PreparedDataset.open(spark.sparkContext().hadoopConfiguration(), data);
    return new TrialProgram(
        SweepData.of(dataset),
        settings -> describe(dataset, settings),
        trial -> train(spark, dataset, trial));
  }

  private static TrialDescription describe(PreparedDataset dataset, Settings settings) {
    throw new UnsupportedOperationException(
        "no trainer in this build for " + dataset.path() + " and " + settings.toJson());
  }

  private static TrialResult train(SparkSession spark, PreparedDataset dataset, Trial trial) {
    throw new UnsupportedOperationException(
        "no trainer in this build for "
            + dataset.path()
            + " and trial "
            + trial.id()
            + " on "
            + spark.sparkContext().master());
  }
}
