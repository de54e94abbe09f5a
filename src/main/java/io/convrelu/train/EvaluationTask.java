package io.convrelu.train;

import io.convrelu.data.batch.BatchReader;
import io.convrelu.data.batch.EpochOrder;
import io.convrelu.data.batch.ExampleShard;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Scores one shard. */
final class EvaluationTask implements FlatMapFunction<Iterator<ExampleShard>, PartialScore> {

  private static final long serialVersionUID = 1L;
  private static final double SMALLEST_PROBABILITY = 1e-10;

  private final Broadcast<ModelState> scored;
  private final BatchShape shape;
  private final int probedExamples;

  /**
   * @param probedExamples at the start of the shard, on which dead units, and zeros in what the
   *     classifier reads, are looked for
   */
  EvaluationTask(Broadcast<ModelState> scored, BatchShape shape, int probedExamples) {
    this.scored = scored;
    this.shape = shape;
    this.probedExamples = probedExamples;
  }

  @Override
  public Iterator<PartialScore> call(Iterator<ExampleShard> shards) throws Exception {
    ArithmeticThreads.check();
    PartialScore score = OffHeapException.explained(() -> score(OnlyShard.of(shards)));
    return Collections.singleton(score).iterator();
  }

  private PartialScore score(ExampleShard shard) throws InterruptedException {
    BatchReader reader =
        new BatchReader(shard, shape.encoder(), EpochOrder.unshuffled(shard.size()));
    int[] bounds = bounds(shard.size());
    ModelState model = scored.value();
    try (BatchStream batches =
        new BatchStream(
            shape,
            bounds.length - 1,
            (step, batch) -> reader.evaluation(batch, bounds[step], bounds[step + 1]))) {
      TrainingGraph network = WorkerMemory.get().takeNetwork(model);
      network.load(model);
      PartialScore score = score(network, batches);
      if (Double.isFinite(score.lossSum())) {
        WorkerMemory.get().giveBack(model, network);
      }
      return score;
    }
  }

  /** Where batches start, and where the last ends; no batch is probed in part. */
  private int[] bounds(int size) {
    IntStream.Builder bounds = IntStream.builder().add(0);
    for (int from = 0; from < size; ) {
      int end = from < probedExamples ? Math.min(size, probedExamples) : size;
      from = Math.min(end, from + shape.examples());
      bounds.add(from);
    }
    return bounds.build().toArray();
  }

  private PartialScore score(TrainingGraph network, BatchStream batches)
      throws InterruptedException {
    ActivityProbe probe = probedExamples > 0 ? ActivityProbe.of(network) : ActivityProbe.NONE;
    PartialScore score = PartialScore.NOTHING;
    for (Optional<NativeBatch> next = batches.next(); next.isPresent(); next = batches.next()) {
      boolean probed = score.examples() < probedExamples;
      score = score.plus(score(network, next.get(), probed ? probe : ActivityProbe.NONE));
    }
    return score.plus(PartialScore.probed(probe.result(), probe.classifier()));
  }

  private static PartialScore score(TrainingGraph network, NativeBatch batch, ActivityProbe probe) {
    INDArray features = batch.features();
    if (probe.watches()) {
      Map<String, INDArray> activations =
          network.feedForward(new INDArray[] {features}, false, true);
      probe.add(activations);
      return count(batch, activations.get("output"));
    }
    return count(batch, network.outputSingle(false, features));
  }

  private static PartialScore count(NativeBatch batch, INDArray probabilities) {
    int classes = (int) probabilities.size(1);
    float[] p = probabilities.dup('c').data().asFloat();
    long right1 = 0;
    long right5 = 0;
    double loss = 0;
    for (int n = 0; n < batch.size(); n++) {
      int label = batch.label(n);
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
    return PartialScore.scored(batch.size(), right1, right5, loss);
  }
}
