package io.convrelu.train;

import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.batch.BatchReader;
import io.convrelu.data.batch.EpochOrder;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.FeatureEncoder;
import io.convrelu.data.storage.ShardMemory;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * A data set dealt out to the workers of a plan: for our trainer, with a network of any
 * configuration, and batch by batch for whoever else is to train on the same.
 */
final class DealtTraining implements AutoCloseable {

  private final SparkSession spark;
  private final PreparedDataset data;
  private final TrainingPlan plan;
  private final ShardedDataset sharded;

  DealtTraining(SparkSession spark, PreparedDataset data, TrainingPlan plan) {
    this.spark = spark;
    this.data = data;
    this.plan = plan;
    sharded =
        ShardedDataset.open(
            spark, data, plan.train().workers(), plan.rows(data.description()), ShardMemory.AUTO);
  }

  /** A new network, the same every time. */
  ModelState initial(ComputationGraphConfiguration network) {
    return ModelState.initial(network, plan.train().initializationSeed());
  }

  /** Trains with our trainer; the network's own updater counts, and not the plan's. */
  TrainingRun train(ComputationGraphConfiguration network) {
    return train(TrainingState.initial(initial(network), plan.train()));
  }

  /** Goes on from a state with our trainer. */
  TrainingRun train(TrainingState from) {
    return new AveragingTrainer(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            sharded,
            plan.encoder(data.description()),
            plan.train(),
            StateKeeper.NONE,
            TrainingProgress.SILENT,
            EpochGate.OPEN)
        .train(from);
  }

  /** The batches of each worker in an epoch, in the order in which it takes them. */
  List<List<MultiDataSet>> batches(int epoch) {
    List<List<MultiDataSet>> batches = new ArrayList<>();
    for (ExampleShard shard : sharded.shards(Split.TRAIN).orElseThrow().collect()) {
      batches.add(batches(shard, epoch, batches.size()));
    }
    return batches;
  }

  private List<MultiDataSet> batches(ExampleShard shard, int epoch, int worker) {
    TrainSettings settings = plan.train();
    FeatureEncoder encoder = plan.encoder(data.description());
    BatchReader reader =
        new BatchReader(
            shard, encoder, EpochOrder.shuffled(shard.size(), settings.seed(), epoch, worker));
    List<MultiDataSet> batches = new ArrayList<>();
    for (int from = 0; from < shard.size(); from += settings.batchSize()) {
      int first = from;
      int size = Math.min(settings.batchSize(), shard.size() - from);
      NativeBatch batch =
          new NativeBatch(new BatchShape(size, encoder, data.description().classes()));
      batch.fill(content -> reader.training(content, first, settings.seed(), epoch, worker));
      batches.add(batch.data());
    }
    return batches;
  }

  @Override
  public void close() {
    sharded.close();
  }
}
