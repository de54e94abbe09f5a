package io.convrelu.cli;

import io.convrelu.sweep.TrialProgram;
import java.io.PrintWriter;
import org.apache.spark.sql.SparkSession;

/** Makes what a sweep runs out of a prepared data set. */
@FunctionalInterface
interface TrialProgramFactory {

  /**
   * @param err where progress is shown
   * @param data path of a prepared data set, on any Hadoop file system
   * @throws io.convrelu.data.BadInputException when there is none, or it is damaged
   */
  TrialProgram open(SparkSession spark, String data, PrintWriter err);
}
