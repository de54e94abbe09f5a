package io.convrelu.train;

import io.convrelu.data.Split;
import io.convrelu.data.batch.FeatureEncoder;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Scores a model on a split, distributed over the executors. */
final class Evaluator {

  private final JavaSparkContext spark;
  private final ShardedDataset data;
  private final FeatureEncoder encoder;
  private final TrainSettings settings;

  Evaluator(
      JavaSparkContext spark, ShardedDataset data, FeatureEncoder encoder, TrainSettings settings) {
    this.spark = spark;
    this.data = data;
    this.encoder = encoder;
    this.settings = settings;
  }

  /** Counts over a split; empty where there is no such split. */
  Optional<PartialScore> score(ModelState model, Split split) {
    return data.shards(split)
        .map(
            shards -> {
              Broadcast<ModelState> shared = spark.broadcast(model);
              try {
                return shards
                    .mapPartitions(
                        new EvaluationTask(
                            shared, encoder, settings.batchSize(), settings.probedExamples()))
                    .collect()
                    .stream()
                    .reduce(PartialScore.NOTHING, PartialScore::plus);
              } finally {
                shared.destroy();
              }
            });
  }
}
