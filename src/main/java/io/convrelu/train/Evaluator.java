package io.convrelu.train;

import io.convrelu.data.Split;
import io.convrelu.data.batch.FeatureEncoder;
import io.convrelu.train.memory.TrainingBatches;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Scores a model on validation and test split, distributed over the executors. */
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

  /** Scores both splits; looks for dead units on one of them. */
  SplitScores score(ModelState model) {
    long start = System.nanoTime();
    Broadcast<ModelState> shared = spark.broadcast(model);
    try {
      Optional<PartialScore> validation =
          score(shared, Split.VALIDATION, settings.probedExamples());
      Optional<PartialScore> test =
          score(shared, Split.TEST, validation.isEmpty() ? settings.probedExamples() : 0);
      return new SplitScores(validation, test, System.nanoTime() - start);
    } finally {
      shared.destroy();
    }
  }

  private Optional<PartialScore> score(
      Broadcast<ModelState> model, Split split, int probedExamples) {
    return data.shards(split)
        .map(
            shards ->
                shards
                    .mapPartitions(new EvaluationTask(model, shape(split), probedExamples))
                    .collect()
                    .stream()
                    .reduce(PartialScore.NOTHING, PartialScore::plus));
  }

  private BatchShape shape(Split split) {
    int examples = TrainingBatches.evaluated(settings.batchSize(), encoder.size());
    return new BatchShape(
        (int) Math.min(examples, data.largestShard(split)), encoder, data.description().classes());
  }
}
