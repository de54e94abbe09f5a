package io.convrelu.cli;

import io.convrelu.conf.Settings;
import io.convrelu.data.PreparedDataset;
import io.convrelu.sweep.training.TrainingTrials;
import io.convrelu.sweep.trial.TrialProgram;
import io.convrelu.train.TrainingJob;
import org.apache.spark.sql.SparkSession;

/** Trials that train. */
final class TrialRunners implements TrialProgramFactory {

  @Override
  public TrialProgram open(SparkSession spark, String data, Settings settings) {
    PreparedDataset dataset =
        PreparedDataset.open(spark.sparkContext().hadoopConfiguration(), data);
    // The job's cached data live as long as the Spark session, which the command closes.
    TrainingJob job = new TrainingJob(spark, dataset);
    return new TrainingTrials(job, settings).program();
  }
}
