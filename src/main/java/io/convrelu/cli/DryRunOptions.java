package io.convrelu.cli;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.PreparedDataset;
import io.convrelu.sweep.cost.CostModel;
import io.convrelu.sweep.store.SweepResults;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The options that make a sweep tell what it would do. */
final class DryRunOptions {

  private static final String ASSUME = "--assume-gflops";

  @Option(
      names = "--dry-run",
      description =
          "Judge the configuration, list the trials and estimate what they cost. Nothing is trained"
              + " and nothing is written.")
  private boolean dryRun;

  @Option(
      names = ASSUME,
      paramLabel = "N",
      description =
          "With --dry-run: what one worker computes, in GFLOP/s, to estimate the time of trials of"
              + " which the output folder has no like.")
  private Optional<Double> gflops = Optional.empty();

  /**
   * Whether this is to be one.
   *
   * @throws ConfigException when it is not, and yet something is assumed
   */
  boolean wanted() {
    if (gflops.isPresent() && !dryRun) {
      throw new ConfigException(
          List.of(new ConfigProblem(ASSUME, "options", "means nothing without --dry-run")));
    }
    return dryRun;
  }

  /**
   * The dry run of a sweep over a prepared data set.
   *
   * @throws ConfigException when the assumption makes no sense
   */
  DryRun run(SparkSession spark, String data, String output) {
    if (gflops.filter(number -> !(number > 0) || number.isInfinite()).isPresent()) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(ASSUME, "options", "is " + gflops.get() + ", allowed: above 0")));
    }
    PreparedDataset dataset =
        PreparedDataset.open(spark.sparkContext().hadoopConfiguration(), data);
    return new DryRun(
        new CostModel(dataset.description()),
        SweepResults.soFar(spark, output),
        gflops.map(number -> number * 1e9),
        Math.max(1, spark.sparkContext().defaultParallelism()));
  }
}
