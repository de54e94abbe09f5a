package io.convrelu.train;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.BadInputException;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.kernel.fused.StageRuntime;
import io.convrelu.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Trains plans on one data set, also several at once. Keeps the data dealt out between trainings,
 * as long as the next one wants it in the same way.
 */
public final class TrainingJob implements AutoCloseable {

  private final SparkSession spark;
  private final PreparedDataset dataset;
  private final MemoryGuard memory;
  private final SharedShards shards;

  /**
   * @throws BadInputException when the data set has nothing to train or to test on
   */
  public TrainingJob(SparkSession spark, PreparedDataset dataset) {
    this.spark = spark;
    this.dataset = dataset;
    this.shards = new SharedShards(spark, dataset);
    this.memory = new MemoryGuard(spark.sparkContext().getConf(), dataset.description());
    for (Split split : new Split[] {Split.TRAIN, Split.TEST}) {
      if (dataset.description().count(split) == 0) {
        throw new BadInputException(
            dataset.path(), "", "has no examples in its " + split + " split; prepare it again");
      }
    }
  }

  /**
   * Checks that a plan fits the data set, that this JVM can compute as it was told to, and that
   * there is enough memory.
   *
   * @throws io.convrelu.conf.ConfigException when it does not
   */
  public void validate(TrainingPlan plan) {
    validate(plan, 1);
  }

  /**
   * The same for so many such trainings at once.
   *
   * @param atOnce at least 1; as many of their workers run at once as there are slots
   */
  public void validate(TrainingPlan plan, int atOnce) {
    plan.configure(dataset.description());
    try {
      StageRuntime.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          List.of(new ConfigProblem("convrelu", "Java options", e.getMessage())));
    }
    memory.check(plan, atOnce, plan.train().memoryCheck());
  }

  /**
   * Trains from the beginning without checkpoints, as for a trial of a sweep. Writes {@code
   * metrics.jsonl} after every epoch and {@code model/} at the end.
   *
   * @param folder where to; is created
   */
  public TrainingRun run(TrainingPlan plan, String folder, TrainingProgress progress)
      throws IOException {
    return run(plan, beginning(plan), folder, StateKeeper.NONE, progress, EpochGate.OPEN);
  }

  /**
   * The same from a starting point, with a checkpoint after every epoch and as often as the plan
   * says in {@code checkpoints/}.
   *
   * @param from of the same plan
   */
  public TrainingRun run(
      TrainingPlan plan, StartingPoint from, String folder, TrainingProgress progress)
      throws IOException {
    return run(plan, from, folder, progress, EpochGate.OPEN);
  }

  /**
   * The same as far as a gate lets it; where the gate closes, the newest checkpoint is that of the
   * last epoch, and no model is written.
   */
  public TrainingRun run(
      TrainingPlan plan,
      StartingPoint from,
      String folder,
      TrainingProgress progress,
      EpochGate gate)
      throws IOException {
    long examples = dataset.description().count(Split.TRAIN);
    RoundSchedule schedule =
        RoundSchedule.of(
            ShardedDataset.largestShard(examples, plan.train().workers()), plan.train());
    StateKeeper keeper =
        new CheckpointKeeper(
            store(plan, folder),
            plan.checkpoints(),
            schedule,
            TrainingIdentity.of(plan, dataset.fingerprint()));
    return run(plan, from, folder, keeper, progress, gate);
  }

  /** The start of a new training. */
  public StartingPoint beginning(TrainingPlan plan) {
    return StartingPoint.beginning(initial(plan));
  }

  /**
   * The newest sound checkpoint in {@code checkpoints/} of a folder that a training of the same
   * plan has written to; the beginning where none was ever completed.
   *
   * @throws ConfigException when the checkpoint is of another plan or another data set, or is
   *     beyond the plan's last epoch
   * @throws BadInputException when there are checkpoints but none is sound, or when a newer program
   *     wrote them
   */
  public StartingPoint newestCheckpoint(TrainingPlan plan, String folder) throws IOException {
    return StartingPoint.newest(
        store(plan, folder).newest(),
        checkpoints(folder),
        TrainingIdentity.of(plan, dataset.fingerprint()),
        initial(plan),
        plan.train().epochs());
  }

  private TrainingRun run(
      TrainingPlan plan,
      StartingPoint from,
      String folder,
      StateKeeper keeper,
      TrainingProgress progress,
      EpochGate gate)
      throws IOException {
    try (SharedShards.Lease lease = lease(plan)) {
      return run(plan, from, folder, keeper, progress, gate, lease.data());
    }
  }

  private TrainingRun run(
      TrainingPlan plan,
      StartingPoint from,
      String folder,
      StateKeeper keeper,
      TrainingProgress progress,
      EpochGate gate,
      ShardedDataset data)
      throws IOException {
    MetricsFile metrics = new MetricsFile(hadoop(), folder);
    metrics.goOn(from.state().history());
    AveragingTrainer trainer =
        new AveragingTrainer(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            data,
            plan.encoder(dataset.description()),
            plan.train(),
            keeper,
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
            },
            gate);
    TrainingRun run = trainer.train(from.state());
    if (run.divergence().isEmpty() && run.epochs().size() == plan.train().epochs()) {
      SavedModel.write(hadoop(), folder + "/model", run.model(), plan, data);
    }
    return run;
  }

  private TrainingState initial(TrainingPlan plan) {
    return TrainingState.initial(
        ModelState.initial(
            plan.configure(dataset.description()), plan.train().initializationSeed()),
        plan.train());
  }

  /** Forgets what an earlier run of a plan has kept in a folder. */
  public void discardCheckpoints(String folder) throws IOException {
    Path path = new Path(checkpoints(folder));
    path.getFileSystem(hadoop()).delete(path, true);
  }

  private CheckpointStore store(TrainingPlan plan, String folder) throws IOException {
    return CheckpointStore.at(hadoop(), checkpoints(folder), plan.checkpoints().kept());
  }

  private static String checkpoints(String folder) {
    return folder + "/checkpoints";
  }

  private Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  /** The application that it trains on. */
  public SparkSession spark() {
    return spark;
  }

  /** The data set. */
  public PreparedDataset dataset() {
    return dataset;
  }

  private SharedShards.Lease lease(TrainingPlan plan) {
    return shards.lease(
        plan.train().workers(), plan.rows(dataset.description()), plan.train().shardMemory());
  }

  @Override
  public void close() {
    shards.close();
  }
}
