package io.convrelu.train;

import io.convrelu.data.batch.BatchReader;
import io.convrelu.data.batch.EpochOrder;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.NamedSeed;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.Function2;
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

  private final RoundStart start;
  private final BatchShape shape;
  private final TrainSettings settings;
  private final RoundPosition position;

  RoundTask(RoundStart start, BatchShape shape, TrainSettings settings, RoundPosition position) {
    this.start = start;
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
    long begun = System.nanoTime();
    int first = position.firstStep() * settings.batchSize();
    if (first >= shard.size()) {
      return WorkerRound.without(WorkerReport.idle(worker));
    }
    int left = TrainSettings.steps(shard.size() - first, settings.batchSize());
    ModelState model = start.model(worker);
    long fetchNanos = System.nanoTime() - begun;
    try (BatchStream batches =
        new BatchStream(shape, Math.min(position.steps(), left), reading(worker, shard, first))) {
      TrainingGraph graph = WorkerMemory.get().takeNetwork(model);
      graph.start(model, position);
      Nd4j.getRandom()
          .setSeed(
              NamedSeed.derive(
                  settings.seed(), "dropout", position.epoch(), position.round(), worker));
      WorkerSteps done = new WorkerSteps(worker);
      Optional<Divergence> divergence = steps(worker, graph, batches, done);
      ParameterAveragingTrainingResult trained = trainer().getFinalResult(graph);
      float[] parameters = NativeFloats.read(trained.getParameters());
      divergence = divergence.or(() -> brokenParameters(worker, graph, parameters, done));
      WorkerTimes times = done.times(fetchNanos, batches.waitedNanos(), begun);
      if (divergence.isPresent()) {
        return WorkerRound.without(done.diverged(divergence.get(), times));
      }
      float[] momentum = momentum(trained);
      WorkerMemory.get().giveBack(model, graph);
      return new WorkerRound(done.sound(times), parameters, momentum);
    }
  }

  private BatchStream.Reading reading(int worker, ExampleShard shard, int first) {
    EpochOrder order = shard.order(settings.seed(), position.epoch(), worker);
    BatchReader reader = new BatchReader(shard, shape.encoder(), order);
    return (step, batch) ->
        reader.training(
            batch, first + step * settings.batchSize(), settings.seed(), position.epoch(), worker);
  }

  /** Takes the round's steps, up to the first that is not finite. */
  private Optional<Divergence> steps(
      int worker, TrainingGraph graph, BatchStream batches, WorkerSteps done)
      throws InterruptedException {
    ParameterAveragingTrainingWorker trainer = trainer();
    Optional<Divergence> divergence = Optional.empty();
    for (Optional<NativeBatch> next = batches.next(); next.isPresent(); next = batches.next()) {
      done.read(next.get());
      // After a divergence the rest is read all the same: every example of an epoch is accounted
      // for.
      if (divergence.isEmpty()) {
        MultiDataSet data = next.get().data();
        long ready = System.nanoTime();
        double loss = step(trainer, graph, data);
        if (Double.isFinite(loss)) {
          done.taken(next.get(), loss, System.nanoTime() - ready);
        } else {
          String layer = NonFiniteLayer.find(graph, data.getFeatures(0));
          divergence = Optional.of(divergence(worker, done.count() + 1, layer, done));
        }
      }
    }
    return divergence;
  }

  /** The last update may break the parameters before any loss can show it. */
  private Optional<Divergence> brokenParameters(
      int worker, TrainingGraph graph, float[] parameters, WorkerSteps done) {
    if (finite(parameters)) {
      return Optional.empty();
    }
    String layer = NonFiniteLayer.ofParameters(graph).orElse("output");
    return Optional.of(divergence(worker, done.count(), layer, done));
  }

  private Divergence divergence(int worker, int step, String layer, WorkerSteps done) {
    return new Divergence(
        position.epoch() + 1, position.firstStep() + step, worker, layer, done.lastLoss());
  }

  private float[] momentum(ParameterAveragingTrainingResult trained) {
    INDArray state = trained.getUpdaterState();
    boolean wanted = settings.averaging().momentum() != MomentumAveraging.RESET;
    return state == null || !wanted ? new float[0] : NativeFloats.read(state);
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Mean loss of the batch before the update. */
  private static double step(
      ParameterAveragingTrainingWorker trainer, ComputationGraph graph, MultiDataSet data) {
    trainer.processMinibatch(data, graph, false);
    return graph.score();
  }

  private ParameterAveragingTrainingWorker trainer() {
    WorkerConfiguration configuration =
        new WorkerConfiguration(
            true, settings.batchSize(), settings.batchSize(), position.steps(), 0, false);
    // The broadcast that it is not given would be for a first network, which is here already.
    return new ParameterAveragingTrainingWorker(
        null, true, configuration, List.of(), List.of(), null);
  }
}
