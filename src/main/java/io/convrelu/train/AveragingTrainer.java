package io.convrelu.train;

import io.convrelu.data.Split;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.FeatureEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Synchronous parameter averaging (local SGD: Stich 2019, "Local SGD Converges Fast and
 * Communicates Little"): in each round every logical worker takes an averaging period of local
 * steps with DL4J's own training worker, then parameters and momentum are averaged, weighted by
 * examples seen. The master's side is ours: DL4J's deals data out by timing, averages unequal
 * workers equally and scans the whole data set once a split.
 */
final class AveragingTrainer {

  private final JavaSparkContext spark;
  private final ShardedDataset data;
  private final TrainSettings settings;
  private final Evaluator evaluator;
  private final TrainingProgress progress;
  private final int classes;
  private final BatchShape shape;
  private final int stepsPerEpoch;

  AveragingTrainer(
      JavaSparkContext spark,
      ShardedDataset data,
      FeatureEncoder encoder,
      TrainSettings settings,
      TrainingProgress progress) {
    this.spark = spark;
    this.data = data;
    this.settings = settings;
    this.progress = progress;
    this.evaluator = new Evaluator(spark, data, encoder, settings);
    this.classes = data.description().classes();
    int largest = (int) data.largestShard(Split.TRAIN);
    this.shape = new BatchShape(Math.min(settings.batchSize(), largest), encoder, classes);
    this.stepsPerEpoch = (largest + settings.batchSize() - 1) / settings.batchSize();
  }

  /** Trains to the end, or until a loss is not finite. */
  TrainingRun train(ModelState initial) {
    ModelState model = initial;
    List<EpochMetrics> history = new ArrayList<>();
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      EpochTotals totals = new EpochTotals();
      for (int round = 0; round * settings.averagingPeriod() < stepsPerEpoch; round++) {
        long start = System.nanoTime();
        List<WorkerRound> results = round(model, position(epoch, round));
        Optional<Divergence> divergence =
            results.stream().map(WorkerRound::divergence).flatMap(Optional::stream).findFirst();
        if (divergence.isPresent()) {
          return new TrainingRun(model, history, divergence);
        }
        model = average(model, results);
        totals.add(results, System.nanoTime() - start);
        progress.round(told(epoch, round, totals));
      }
      EpochMetrics metrics = evaluate(model, epoch, totals);
      if (Double.isNaN(metrics.test().loss()) && metrics.test().examples() > 0) {
        return new TrainingRun(
            model,
            history,
            Optional.of(
                new Divergence(epoch + 1, stepsPerEpoch, 0, "output", metrics.trainLoss())));
      }
      history.add(metrics);
      progress.epoch(metrics);
    }
    return new TrainingRun(model, history, Optional.empty());
  }

  private RoundPosition position(int epoch, int round) {
    int firstStep = round * settings.averagingPeriod();
    return new RoundPosition(epoch, round, firstStep, epoch * stepsPerEpoch + firstStep);
  }

  private List<WorkerRound> round(ModelState model, RoundPosition position) {
    JavaRDD<ExampleShard> shards =
        data.shards(Split.TRAIN)
            .orElseThrow(() -> new IllegalStateException("a data set has a train split"));
    Broadcast<ModelState> averaged = spark.broadcast(model);
    try {
      // collect() keeps the order of partitions, and so of workers, whoever finishes first.
      return shards
          .mapPartitionsWithIndex(new RoundTask(averaged, shape, settings, position), true)
          .collect();
    } finally {
      averaged.destroy();
    }
  }

  private static ModelState average(ModelState model, List<WorkerRound> results) {
    List<WorkerRound> active = results.stream().filter(r -> r.examples() > 0).toList();
    List<Long> examples = active.stream().map(WorkerRound::examples).toList();
    return model.with(
        ParameterAverage.of(active.stream().map(WorkerRound::parameters).toList(), examples),
        ParameterAverage.of(active.stream().map(WorkerRound::updaterState).toList(), examples));
  }

  private EpochMetrics evaluate(ModelState model, int epoch, EpochTotals totals) {
    SplitScores scores = evaluator.score(model);
    return new EpochMetrics(
        epoch + 1,
        settings.lrAt(epoch),
        totals.loss(),
        scores.validation().map(s -> s.evaluation(classes)).orElse(Evaluation.NONE),
        scores.test().map(s -> s.evaluation(classes)).orElse(Evaluation.NONE),
        totals.examplesPerSecond(),
        totals.computeShare(),
        totals.dataShare(),
        totals.rounds(),
        scores.examplesPerSecond(),
        scores.deadUnits());
  }

  private TrainingProgress.Position told(int epoch, int round, EpochTotals totals) {
    return new TrainingProgress.Position(
        epoch + 1,
        settings.epochs(),
        Math.min((round + 1) * settings.averagingPeriod(), stepsPerEpoch),
        stepsPerEpoch,
        totals.loss(),
        totals.examplesPerSecond());
  }
}
