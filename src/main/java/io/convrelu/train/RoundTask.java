package io.convrelu.train;

import io.convrelu.data.batch.Batch;
import io.convrelu.data.batch.BatchReader;
import io.convrelu.data.batch.EpochOrder;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.FeatureEncoder;
import io.convrelu.data.batch.NamedSeed;
import io.convrelu.nn.NonFiniteInputException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One worker's part of one averaging round: takes the averaged network, trains up to an averaging
 * period of local steps on its own shard, returns its parameters. What it does depends on (seed,
 * epoch, round, worker) alone, so a retried or speculated attempt returns the same bits.
 */
final class RoundTask implements Function2<Integer, Iterator<ExampleShard>, Iterator<WorkerRound>> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<NetBroadcastTuple> network;
  private final FeatureEncoder encoder;
  private final TrainSettings settings;
  private final int classes;
  private final RoundPosition position;

  RoundTask(
      Broadcast<NetBroadcastTuple> network,
      FeatureEncoder encoder,
      TrainSettings settings,
      int classes,
      RoundPosition position) {
    this.network = network;
    this.encoder = encoder;
    this.settings = settings;
    this.classes = classes;
    this.position = position;
  }

  @Override
  public Iterator<WorkerRound> call(Integer worker, Iterator<ExampleShard> shards) {
    WorkerRound result = train(worker, OnlyShard.of(shards));
    return Collections.singleton(result).iterator();
  }

  private WorkerRound train(int worker, ExampleShard shard) {
    int from = position.firstStep() * settings.batchSize();
    if (from >= shard.size()) {
      return WorkerRound.idle(worker);
    }
    EpochOrder order = EpochOrder.shuffled(shard.size(), settings.seed(), position.epoch(), worker);
    BatchReader reader = new BatchReader(shard, encoder, order);
    ParameterAveragingTrainingWorker trainer = trainer();
    ComputationGraph graph = TrainingGraph.at(position, network.value());
    Nd4j.getRandom()
        .setSeed(
            NamedSeed.derive(
                settings.seed(), "dropout", position.epoch(), position.round(), worker));

    Steps steps = new Steps();
    for (int step = 0; step < settings.averagingPeriod() && from < shard.size(); step++) {
      long start = System.nanoTime();
      Batch batch =
          reader.training(from, settings.batchSize(), settings.seed(), position.epoch(), worker);
      MultiDataSet data = Batches.toDl4j(batch, encoder, classes);
      long ready = System.nanoTime();
      double loss = step(trainer, graph, data);
      if (!Double.isFinite(loss)) {
        return WorkerRound.diverged(
            worker,
            new Divergence(
                position.epoch() + 1,
                position.firstStep() + step + 1,
                worker,
                NonFiniteLayer.find(graph, data.getFeatures(0)),
                steps.lastLoss));
      }
      steps.add(batch.size(), loss, System.nanoTime() - ready, ready - start);
      from += batch.size();
    }
    WorkerRound result = steps.result(worker, trainer.getFinalResult(graph));
    if (finite(result.parameters())) {
      return result;
    }
    // The last update broke the parameters before any loss could show it.
    return WorkerRound.diverged(
        worker,
        new Divergence(
            position.epoch() + 1,
            position.firstStep() + result.steps(),
            worker,
            NonFiniteLayer.ofParameters(graph).orElse("output"),
            result.lastLoss()));
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Mean loss of the batch before the update; NaN when a layer was given what is not finite. */
  private static double step(
      ParameterAveragingTrainingWorker trainer, ComputationGraph graph, MultiDataSet data) {
    try {
      trainer.processMinibatch(data, graph, false);
    } catch (NonFiniteInputException e) {
      return Double.NaN;
    }
    return graph.score();
  }

  private ParameterAveragingTrainingWorker trainer() {
    WorkerConfiguration configuration =
        new WorkerConfiguration(
            true, settings.batchSize(), settings.batchSize(), settings.averagingPeriod(), 0, false);
    return new ParameterAveragingTrainingWorker(
        network, true, configuration, List.of(), List.of(), null);
  }

  /** What has been done so far in this round. */
  private static final class Steps {
    private long examples;
    private int count;
    private double lossSum;
    private double lastLoss = Double.NaN;
    private long computeNanos;
    private long dataNanos;

    void add(int size, double loss, long computing, long waiting) {
      examples += size;
      count++;
      lossSum += loss * size;
      lastLoss = loss;
      computeNanos += computing;
      dataNanos += waiting;
    }

    WorkerRound result(int worker, ParameterAveragingTrainingResult trained) {
      INDArray state = trained.getUpdaterState();
      return new WorkerRound(
          worker,
          examples,
          count,
          lossSum,
          lastLoss,
          trained.getParameters().dup().data().asFloat(),
          state == null ? new float[0] : state.dup().data().asFloat(),
          computeNanos,
          dataNanos,
          null);
    }
  }
}
