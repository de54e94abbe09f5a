package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.batch.BatchReader;
import io.convrelu.data.batch.EpochOrder;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.storage.ShardMemory;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import io.convrelu.train.averaging.OuterMomentum;
import io.convrelu.train.averaging.ParameterAverage;
import io.convrelu.train.averaging.StatisticsLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What is averaged, and how, bit for bit against workers that are networks in this JVM, trained one
 * after the other with DL4J's own fit.
 */
class AveragingChoicesTest {

  /** The third worker has fewer examples, and is idle in the last round. */
  private static final int WORKERS = 3;

  private static final int STEPS = 4;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static PreparedDataset data;

  @BeforeAll
  static void prepare() {
    spark = LocalSpark.start("local[2]");
    data = SyntheticData.images(spark, folder.resolve("data"), 29);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @ParameterizedTest
  @CsvSource({
    "averaged, pooled, 0, 1",
    "local, pooled, 0, 1",
    "reset, pooled, 0, 1",
    "averaged, arithmetic, 0, 1",
    "reset, pooled, 0.6, 0.9"
  })
  void workersAreAveragedAsTheSettingsSay(
      String momentum, String statistics, double outerMomentum, double outerLr) {
    TrainingPlan plan =
        plan(
            "epochs=2",
            "averaging-period=2",
            "momentum-averaging=" + momentum,
            "bn-averaging=" + statistics,
            "outer-momentum=" + outerMomentum,
            "outer-lr=" + outerLr,
            "lr-steps=[1]");

    assertThat(train(plan, start(plan)).model().parameters()).containsExactly(byHand(plan));
  }

  @Test
  void anEpochLongPeriodAveragesOnce() {
    TrainingPlan plan = plan("epochs=2", "averaging-period=epoch");

    TrainingRun run = train(plan, start(plan));

    assertThat(run.model().parameters()).containsExactly(byHand(plan));
    assertThat(run.epochs()).extracting(EpochMetrics::rounds).containsExactly(1, 1);
  }

  @Test
  void postLocalSgdChangesThePeriodOnce() {
    TrainingPlan plan = plan("epochs=2", "averaging-period=epoch", "post-local-epoch=1");

    TrainingRun run = train(plan, start(plan));

    assertThat(run.model().parameters()).containsExactly(byHand(plan));
    assertThat(run.epochs()).extracting(EpochMetrics::rounds).containsExactly(STEPS, 1);
  }

  @Test
  void aWarmUpGrowsStepByStepAcrossRounds() {
    TrainingPlan plan =
        plan("epochs=2", "averaging-period=2", "lr-scaling=linear", "warm-up-epochs=1", "lr=0.01");

    TrainingRun run = train(plan, start(plan));

    assertThat(run.model().parameters()).containsExactly(byHand(plan));
    assertThat(run.epochs().get(0).lr()).isEqualTo(0.01 * (1 + 2 * 0.75));
    assertThat(run.epochs().get(1).lr()).isEqualTo(0.03);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 40})
  void aTreeOfManyWorkersGivesTheWeightedAverage(int workers) {
    // More workers than the driver takes at once, most of them with one example, some with none.
    TrainingPlan plan = plan("epochs=1", "averaging-period=1", "workers=" + workers);

    TrainingRun run = train(plan, start(plan));

    assertThat(run.model().parametersSha256())
        .isEqualTo(train(plan, start(plan)).model().parametersSha256());
    float[] expected = byHand(plan);
    for (int i = 0; i < expected.length; i++) {
      // Sums of doubles in another order, rounded to floats.
      assertThat(run.model().parameters()[i])
          .isBetween(Math.nextDown(expected[i]), Math.nextUp(expected[i]));
    }
  }

  @Test
  void aDroppedContributionIsLeftOutAndCounted() {
    TrainingPlan plan =
        plan(
            "epochs=1",
            "workers=2",
            "averaging-period=epoch",
            "momentum-averaging=local",
            "non-finite=drop");
    TrainingPlan one = plan("epochs=1", "workers=2", "averaging-period=epoch");

    TrainingRun run = train(plan, withBrokenMomentum(plan));

    assertThat(run.divergence()).isEmpty();
    assertThat(run.epochs().get(0).dropped()).isEqualTo(1);
    assertThat(run.model().parameters())
        .containsExactly(byHand(one, List.of(shards(2, plan).get(0))));
  }

  @Test
  void aWorkerThatIsBrokenTwiceOnEndEndsTheTraining() {
    TrainingPlan plan =
        plan("workers=2", "averaging-period=2", "momentum-averaging=local", "non-finite=drop");

    Divergence divergence = train(plan, withBrokenMomentum(plan)).divergence().orElseThrow();

    assertThat(divergence.worker()).isEqualTo(1);
    assertThat(divergence.epoch()).isEqualTo(1);
    // Steps 1 and 2 were the first round's.
    assertThat(divergence.step()).isEqualTo(4);
  }

  @Test
  void withoutAPolicyABrokenWorkerIsNamedAndNothingIsAveraged() {
    TrainingPlan plan = plan("workers=2", "averaging-period=2", "momentum-averaging=local");
    TrainingState start = withBrokenMomentum(plan);

    TrainingRun run = train(plan, start);

    assertThat(run.divergence().orElseThrow().worker()).isEqualTo(1);
    assertThat(run.divergence().orElseThrow().step()).isBetween(1, 2);
    assertThat(run.model().parameters()).containsExactly(start.model().parameters());
  }

  /** A state in which worker 1 cannot but diverge. */
  private static TrainingState withBrokenMomentum(TrainingPlan plan) {
    TrainingState start = start(plan);
    int size = NativeFloats.read(momentum(TrainingGraph.of(start.model()))).length;
    float[] broken = new float[size];
    Arrays.fill(broken, Float.NaN);
    return new TrainingState(
        0,
        0,
        start.model(),
        new float[0],
        List.of(new float[size], broken),
        Set.of(),
        EpochTotals.NONE,
        List.of(),
        Map.of());
  }

  private static TrainingRun train(TrainingPlan plan, TrainingState from) {
    try (DealtTraining dealt = new DealtTraining(spark, data, plan)) {
      return dealt.train(from);
    }
  }

  private static float[] byHand(TrainingPlan plan) {
    return byHand(plan, shards(plan.train().workers(), plan));
  }

  /** The same training without Spark and without our trainer. */
  private static float[] byHand(TrainingPlan plan, List<ExampleShard> shards) {
    TrainSettings settings = plan.train();
    AveragingSettings averaging = settings.averaging();
    ModelState initial = start(plan).model();
    int stepsPerEpoch = plan.stepsPerEpoch(data.description());
    StatisticsLayout running = StatisticsLayout.of(initial.network());
    ParameterAverage average = averaging.statistics().of(running);
    OuterMomentum outer =
        OuterMomentum.start(averaging.outerMomentum(), averaging.outerLr(), running);
    List<ComputationGraph> networks = new ArrayList<>();
    shards.forEach(shard -> networks.add(TrainingGraph.of(initial)));
    float[] parameters = initial.parameters();
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      int period = averaging.periodAt(epoch).within(stepsPerEpoch);
      for (int first = 0; first < stepsPerEpoch; first += period) {
        List<float[]> results = new ArrayList<>();
        List<float[]> momenta = new ArrayList<>();
        List<Long> weights = new ArrayList<>();
        List<ComputationGraph> active = new ArrayList<>();
        for (int worker = 0; worker < shards.size(); worker++) {
          ComputationGraph network = networks.get(worker);
          NativeFloats.write(parameters, network.params());
          if (averaging.momentum() == MomentumAveraging.RESET) {
            momentum(network).assign(0);
          }
          network.getConfiguration().setIterationCount(epoch * stepsPerEpoch + first);
          network.getConfiguration().setEpochCount(epoch);
          long seen =
              fit(network, shards.get(worker), plan, new Slice(epoch, worker, first, period));
          if (seen > 0) {
            active.add(network);
            weights.add(seen);
            results.add(NativeFloats.read(network.params()));
            momenta.add(NativeFloats.read(momentum(network)));
          }
        }
        OuterMomentum.Step step =
            outer.step(
                parameters,
                average.average(results, weights),
                settings.schedule(stepsPerEpoch).valueAt(epoch * stepsPerEpoch + first, epoch));
        outer = step.next();
        parameters = step.parameters();
        if (averaging.momentum() == MomentumAveraging.AVERAGED) {
          float[] shared = ParameterAverage.PLAIN.average(momenta, weights);
          networks.forEach(network -> NativeFloats.write(shared, momentum(network)));
        }
      }
    }
    return parameters;
  }

  private record Slice(int epoch, int worker, int firstStep, int steps) {}

  /** Examples that the worker had left for these steps. */
  private static long fit(
      ComputationGraph network, ExampleShard shard, TrainingPlan plan, Slice slice) {
    TrainSettings settings = plan.train();
    EpochOrder order =
        EpochOrder.shuffled(shard.size(), settings.seed(), slice.epoch(), slice.worker());
    BatchReader reader = new BatchReader(shard, plan.encoder(data.description()), order);
    int batch = settings.batchSize();
    int end = Math.min(shard.size(), (slice.firstStep() + slice.steps()) * batch);
    int seen = 0;
    for (int from = slice.firstStep() * batch; from < end; from += batch) {
      int at = from;
      NativeBatch fresh =
          new NativeBatch(
              new BatchShape(
                  batch, plan.encoder(data.description()), data.description().classes()));
      fresh.fill(
          content -> reader.training(content, at, settings.seed(), slice.epoch(), slice.worker()));
      network.fit(fresh.data());
      seen += fresh.size();
    }
    return seen;
  }

  private static INDArray momentum(ComputationGraph network) {
    return network.getUpdater().getStateViewArray();
  }

  private static TrainingState start(TrainingPlan plan) {
    return TrainingState.initial(
        ModelState.initial(plan.configure(data.description()), plan.train().initializationSeed()),
        plan.train());
  }

  private static List<ExampleShard> shards(int workers, TrainingPlan plan) {
    try (ShardedDataset sharded = open(workers)) {
      assertThat(plan.train().workers()).isEqualTo(workers);
      return sharded.shards(Split.TRAIN).orElseThrow().collect();
    }
  }

  private static ShardedDataset open(int workers) {
    return ShardedDataset.open(
        spark, data, workers, ExampleRows.Images.of(data.description().image()), ShardMemory.AUTO);
  }

  private static TrainingPlan plan(String... options) {
    List<String> all = new ArrayList<>();
    all.add("network.name=densenet-40");
    all.add("network.depth=1");
    all.add("network.growth=4");
    all.add("activation.name=conv-relu");
    all.add("train.workers=" + WORKERS);
    all.add("train.batch-size=3");
    all.add("train.lr=0.02");
    all.add("train.probed-examples=0");
    for (String option : options) {
      all.add("train." + option);
    }
    return TrainingPlan.of(Settings.EMPTY.with(all));
  }
}
