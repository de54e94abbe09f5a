package io.convrelu.train;

import io.convrelu.data.Split;
import io.convrelu.data.batch.FeatureEncoder;
import io.convrelu.train.averaging.ParameterAverage;
import io.convrelu.train.averaging.StatisticsLayout;
import io.convrelu.train.observed.ThresholdLayout;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Synchronous parameter averaging (local SGD: Stich 2019, "Local SGD Converges Fast and
 * Communicates Little"): in each round every logical worker takes an averaging period of local
 * steps with DL4J's own training worker, then parameters and momentum are averaged, weighted by
 * examples seen. The master's side is ours: DL4J's averages unequal workers equally, in the order
 * in which they come, and scans the whole data set once a split (docs/AVERAGING.md).
 *
 * <p>A training is a sequence of {@link TrainingState}s, each of which depends on the one before it
 * alone; it can be stopped after any and gone on from there.
 */
final class AveragingTrainer {

  private final JavaSparkContext spark;
  private final ShardedDataset data;
  private final TrainSettings settings;
  private final Evaluator evaluator;
  private final StateKeeper keeper;
  private final TrainingProgress progress;
  private final EpochGate gate;
  private final BatchShape shape;
  private final RoundSchedule schedule;

  AveragingTrainer(
      JavaSparkContext spark,
      ShardedDataset data,
      FeatureEncoder encoder,
      TrainSettings settings,
      StateKeeper keeper,
      TrainingProgress progress,
      EpochGate gate) {
    this.spark = spark;
    this.data = data;
    this.settings = settings;
    this.keeper = keeper;
    this.progress = progress;
    this.gate = gate;
    this.evaluator = new Evaluator(spark, data, encoder, settings);
    long largest = data.largestShard(Split.TRAIN);
    this.shape =
        new BatchShape(
            (int) Math.min(settings.batchSize(), largest), encoder, data.description().classes());
    this.schedule = RoundSchedule.of(largest, settings);
  }

  /** Trains from a state to the end, until a loss is not finite, or until the gate closes. */
  TrainingRun train(TrainingState from) {
    ComputationGraph network = from.model().network();
    StatisticsLayout running = StatisticsLayout.of(network);
    ThresholdLayout thresholds = ThresholdLayout.of(network);
    AveragingStep averaging = new AveragingStep(settings, schedule.stepsPerEpoch(), running);
    ParameterAverage average = settings.averaging().statistics().of(running);
    try (RoundRunner runner =
        new RoundRunner(spark, data, settings, shape, average, from.model())) {
      TrainingState state =
          from.isStart() ? from.with(thresholds.count(from.model().parameters())) : from;
      double checkpointSeconds = 0;
      while (state.epoch() < settings.epochs()) {
        if (state.round() < schedule.rounds(state.epoch())) {
          RoundPosition position = schedule.position(state.epoch(), state.round());
          RoundOutcome outcome = runner.run(state, position);
          Optional<Divergence> end = outcome.end(settings.averaging().nonFinite(), state.dropped());
          if (end.isPresent()) {
            return TrainingRun.of(state, end);
          }
          state = timed(averaging.next(state, position, outcome), checkpointSeconds);
          checkpointSeconds = 0;
          progress.round(told(state, position));
          if (state.round() < schedule.rounds(state.epoch())) {
            state = timed(state, seconds(keeper::round, state));
          }
        } else {
          state.totals().requireOnce(data.tally(Split.TRAIN));
          EpochMetrics metrics = evaluated(state, thresholds);
          if (Double.isNaN(metrics.test().loss()) && metrics.test().examples() > 0) {
            return TrainingRun.of(state, unscorable(state, metrics));
          }
          progress.rounds(state.totals().each());
          state = state.nextEpoch(metrics);
          progress.epoch(metrics);
          checkpointSeconds = seconds(keeper::epoch, state);
          if (!gate.goesOn(metrics)) {
            break;
          }
        }
      }
      return TrainingRun.of(state, Optional.empty());
    }
  }

  private static TrainingState timed(TrainingState state, double checkpointSeconds) {
    return state.with(state.totals().withCheckpoint(checkpointSeconds));
  }

  private static double seconds(Consumer<TrainingState> keeping, TrainingState state) {
    long start = System.nanoTime();
    keeping.accept(state);
    return (System.nanoTime() - start) * 1e-9;
  }

  private EpochMetrics evaluated(TrainingState state, ThresholdLayout thresholds) {
    int last = (state.epoch() + 1) * schedule.stepsPerEpoch() - 1;
    double lr = settings.schedule(schedule.stepsPerEpoch()).valueAt(last, state.epoch());
    return EpochMetrics.of(
        state,
        lr,
        evaluator.score(state.model()),
        shape.classes(),
        thresholds.count(state.model().parameters()));
  }

  private Optional<Divergence> unscorable(TrainingState state, EpochMetrics metrics) {
    return Optional.of(
        new Divergence(
            state.epoch() + 1, schedule.stepsPerEpoch(), 0, "output", metrics.trainLoss()));
  }

  private TrainingProgress.Position told(TrainingState state, RoundPosition position) {
    return new TrainingProgress.Position(
        position.epoch() + 1,
        settings.epochs(),
        position.firstStep() + position.steps(),
        schedule.stepsPerEpoch(),
        state.totals().loss(),
        state.totals().examplesPerSecond());
  }
}
