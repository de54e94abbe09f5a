package io.convrelu.train;

import io.convrelu.data.batch.BatchReader;
import io.convrelu.data.batch.EpochOrder;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.NamedSeed;
import io.convrelu.nn.NonFiniteInputException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.WorkerConfiguration;
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

  private final Broadcast<ModelState> averaged;
  private final BatchShape shape;
  private final TrainSettings settings;
  private final RoundPosition position;

  RoundTask(
      Broadcast<ModelState> averaged,
      BatchShape shape,
      TrainSettings settings,
      RoundPosition position) {
    this.averaged = averaged;
    this.shape = shape;
    this.settings = settings;
    this.position = position;
  }

  @Override
  public Iterator<WorkerRound> call(Integer worker, Iterator<ExampleShard> shards)
      throws Exception {
    ArithmeticThreads.check();
    WorkerRound result = OffHeapException.explained(() -> train(worker, OnlyShard.of(shards)));
    return Collections.singleton(result).iterator();
  }

  private WorkerRound train(int worker, ExampleShard shard) throws InterruptedException {
    long start = System.nanoTime();
    int first = position.firstStep() * settings.batchSize();
    if (first >= shard.size()) {
      return WorkerRound.idle(worker);
    }
    int left = (shard.size() - first + settings.batchSize() - 1) / settings.batchSize();
    ModelState model = averaged.value();
    try (BatchStream batches =
        new BatchStream(
            shape, Math.min(settings.averagingPeriod(), left), reading(worker, shard, first))) {
      TrainingGraph graph = WorkerMemory.get().takeNetwork(model);
      graph.start(model, position);
      Nd4j.getRandom()
          .setSeed(
              NamedSeed.derive(
                  settings.seed(), "dropout", position.epoch(), position.round(), worker));
      WorkerRound result = steps(worker, graph, batches, start);
      if (result.divergence().isEmpty()) {
        WorkerMemory.get().giveBack(model, graph);
      }
      return result;
    }
  }

  private BatchStream.Reading reading(int worker, ExampleShard shard, int first) {
    EpochOrder order = EpochOrder.shuffled(shard.size(), settings.seed(), position.epoch(), worker);
    BatchReader reader = new BatchReader(shard, shape.encoder(), order);
    return (step, batch) ->
        reader.training(
            batch, first + step * settings.batchSize(), settings.seed(), position.epoch(), worker);
  }

  private WorkerRound steps(int worker, TrainingGraph graph, BatchStream batches, long start)
      throws InterruptedException {
    ParameterAveragingTrainingWorker trainer = trainer();
    Steps done = new Steps();
    for (Optional<NativeBatch> next = batches.next(); next.isPresent(); next = batches.next()) {
      MultiDataSet data = next.get().data();
      long ready = System.nanoTime();
      double loss = step(trainer, graph, data);
      if (!Double.isFinite(loss)) {
        return WorkerRound.diverged(
            worker,
            new Divergence(
                position.epoch() + 1,
                position.firstStep() + done.count + 1,
                worker,
                NonFiniteLayer.find(graph, data.getFeatures(0)),
                done.lastLoss));
      }
      done.add(next.get().size(), loss, System.nanoTime() - ready);
    }
    WorkerRound result =
        done.result(worker, trainer.getFinalResult(graph), batches.waitedNanos(), start);
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
    // The broadcast that it is not given would be for a first network, which is here already.
    return new ParameterAveragingTrainingWorker(
        null, true, configuration, List.of(), List.of(), null);
  }

  /** What has been done so far in this round. */
  private static final class Steps {
    private long examples;
    private int count;
    private double lossSum;
    private double lastLoss = Double.NaN;
    private long computeNanos;

    void add(int size, double loss, long computing) {
      examples += size;
      count++;
      lossSum += loss * size;
      lastLoss = loss;
      computeNanos += computing;
    }

    WorkerRound result(
        int worker, ParameterAveragingTrainingResult trained, long waitedNanos, long start) {
      INDArray state = trained.getUpdaterState();
      float[] parameters = NativeFloats.read(trained.getParameters());
      float[] momentum = state == null ? new float[0] : NativeFloats.read(state);
      return new WorkerRound(
          worker,
          examples,
          count,
          lossSum,
          lastLoss,
          parameters,
          momentum,
          computeNanos,
          waitedNanos,
          System.nanoTime() - start,
          null);
    }
  }
}
