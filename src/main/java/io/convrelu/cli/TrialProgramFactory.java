package io.convrelu.cli;

import io.convrelu.conf.Settings;
import io.convrelu.sweep.trial.TrialProgram;
import org.apache.spark.sql.SparkSession;

/** Makes what a sweep runs out of a prepared data set. */
@FunctionalInterface
interface TrialProgramFactory {

  /**
   * @param data path of a prepared data set, on any Hadoop file system
   * @param settings of the sweep
   * @throws io.convrelu.data.BadInputException when there is none, or it is damaged
   */
  TrialProgram open(SparkSession spark, String data, Settings settings);
}
