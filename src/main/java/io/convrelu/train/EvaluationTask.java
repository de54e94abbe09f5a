package io.convrelu.train;

import io.convrelu.data.batch.Batch;
import io.convrelu.data.batch.BatchReader;
import io.convrelu.data.batch.EpochOrder;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.FeatureEncoder;
import io.convrelu.nn.NonFiniteInputException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Scores one shard. */
final class EvaluationTask implements FlatMapFunction<Iterator<ExampleShard>, PartialScore> {

  private static final long serialVersionUID = 1L;
  private static final double SMALLEST_PROBABILITY = 1e-10;

  private final Broadcast<ModelState> model;
  private final FeatureEncoder encoder;
  private final int batchSize;
  private final int probedExamples;

  EvaluationTask(
      Broadcast<ModelState> model, FeatureEncoder encoder, int batchSize, int probedExamples) {
    this.model = model;
    this.encoder = encoder;
    this.batchSize = batchSize;
    this.probedExamples = probedExamples;
  }

  @Override
  public Iterator<PartialScore> call(Iterator<ExampleShard> shards) {
    ExampleShard shard = OnlyShard.of(shards);
    ComputationGraph network = model.value().network();
    ActivityProbe probe = ActivityProbe.of(network);
    BatchReader reader = new BatchReader(shard, encoder, EpochOrder.unshuffled(shard.size()));
    PartialScore score = PartialScore.NOTHING;
    for (int from = 0; from < shard.size(); from += batchSize) {
      Batch batch = reader.evaluation(from, batchSize);
      score = score.plus(score(network, batch, from < probedExamples ? probe : ActivityProbe.NONE));
    }
    return Collections.singleton(score.plus(new PartialScore(0, 0, 0, 0, probe.result())))
        .iterator();
  }

  private PartialScore score(ComputationGraph network, Batch batch, ActivityProbe probe) {
    INDArray features = Batches.features(batch, encoder);
    try {
      if (probe.watches()) {
        Map<String, INDArray> activations =
            network.feedForward(new INDArray[] {features}, false, true);
        probe.add(activations);
        return count(batch, activations.get("output"));
      }
      return count(batch, network.outputSingle(false, features));
    } catch (NonFiniteInputException e) {
      // A network that overflows is right about nothing; the trainer sees the loss.
      return new PartialScore(batch.size(), 0, 0, Double.NaN, ActiveUnits.none());
    }
  }

  private static PartialScore count(Batch batch, INDArray probabilities) {
    int classes = (int) probabilities.size(1);
    float[] p = probabilities.dup('c').data().asFloat();
    long right1 = 0;
    long right5 = 0;
    double loss = 0;
    for (int n = 0; n < batch.size(); n++) {
      int label = batch.labels()[n];
      float mine = p[n * classes + label];
      int rank = 0;
      for (int c = 0; c < classes; c++) {
        float other = p[n * classes + c];
        // Ties go to the lower class, and a NaN never counts as right.
        if (!(other < mine) && (other != mine || c < label)) {
          rank++;
        }
      }
      right1 += rank == 0 ? 1 : 0;
      right5 += rank < 5 ? 1 : 0;
      loss -= Math.log(Math.max(mine, SMALLEST_PROBABILITY));
    }
    return new PartialScore(batch.size(), right1, right5, loss, ActiveUnits.none());
  }
}
