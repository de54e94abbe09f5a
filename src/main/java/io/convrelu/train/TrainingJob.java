package io.convrelu.train;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.BadInputException;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.storage.ShardMemory;
import io.convrelu.kernel.fused.StageRuntime;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * Trains plans on one data set. Keeps the data dealt out between trainings, as long as the next one
 * wants it in the same way.
 */
public final class TrainingJob implements AutoCloseable {

  private final SparkSession spark;
  private final PreparedDataset dataset;
  private Optional<ShardedDataset> sharded = Optional.empty();

  /**
   * @throws BadInputException when the data set has nothing to train or to test on
   */
  public TrainingJob(SparkSession spark, PreparedDataset dataset) {
    this.spark = spark;
    this.dataset = dataset;
    for (Split split : new Split[] {Split.TRAIN, Split.TEST}) {
      if (dataset.description().count(split) == 0) {
        throw new BadInputException(
            dataset.path(), "", "has no examples in its " + split + " split; prepare it again");
      }
    }
  }

  /**
   * Checks that a plan fits the data set, and that this JVM can compute as it was told to.
   *
   * @throws io.convrelu.conf.ConfigException when it does not
   */
  public void validate(TrainingPlan plan) {
    plan.configure(dataset.description());
    try {
      StageRuntime.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          List.of(new ConfigProblem("convrelu", "Java options", e.getMessage())));
    }
  }

  /**
   * Trains, writes {@code metrics.jsonl} after every epoch and {@code model/} at the end.
   *
   * @param folder where to; is created
   */
  public TrainingRun run(TrainingPlan plan, String folder, TrainingProgress progress)
      throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    ComputationGraphConfiguration configuration = plan.configure(dataset.description());
    ShardedDataset data = data(plan);
    MetricsFile metrics = new MetricsFile(hadoop, folder);
    AveragingTrainer trainer =
        new AveragingTrainer(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            data,
            plan.encoder(dataset.description()),
            plan.train(),
            StateKeeper.NONE,
            new TrainingProgress() {
              @Override
              public void round(Position position) {
                progress.round(position);
              }

              @Override
              public void rounds(List<RoundMetrics> rounds) {
                metrics.rounds(rounds);
              }

              @Override
              public void epoch(EpochMetrics epoch) {
                metrics.epoch(epoch);
                progress.epoch(epoch);
              }
            });
    TrainingRun run =
        trainer.train(
            TrainingState.initial(
                ModelState.initial(configuration, plan.train().initializationSeed()),
                plan.train()));
    if (run.divergence().isEmpty()) {
      SavedModel.write(hadoop, folder + "/model", run.model(), plan, data);
    }
    return run;
  }

  /** The data set. */
  public PreparedDataset dataset() {
    return dataset;
  }

  private ShardedDataset data(TrainingPlan plan) {
    ExampleRows rows = plan.rows(dataset.description());
    int workers = plan.train().workers();
    ShardMemory memory = plan.train().shardMemory();
    if (sharded.filter(data -> data.serves(workers, rows, memory)).isEmpty()) {
      close();
      sharded = Optional.of(ShardedDataset.open(spark, dataset, workers, rows, memory));
    }
    return sharded.get();
  }

  @Override
  public void close() {
    sharded.ifPresent(ShardedDataset::close);
    sharded = Optional.empty();
  }
}
