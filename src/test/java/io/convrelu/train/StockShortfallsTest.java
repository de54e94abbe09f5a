package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.conf.Settings;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.batch.ExampleTally;
import io.convrelu.testing.SyntheticData;
import io.convrelu.train.averaging.ParameterAverage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * What DL4J's own {@link ParameterAveragingTrainingMaster} (1.0.0-M2) does wrong, and that our
 * trainer does not, on the same batches of the same seven images. Should an assertion about it fail
 * with a newer DL4J, that shortfall has been mended there.
 */
class StockShortfallsTest {

  private static final double RATE = 0.05;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static JavaSparkContext context;
  private static PreparedDataset data;

  @BeforeAll
  static void prepare() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("stock")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.plugins", ArrivalOrder.class.getName())
            .getOrCreate();
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    data = SyntheticData.images(spark, folder.resolve("data"), 7);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  /** Shards of 3 and 4 images, one batch each. */
  @Test
  void unequalWorkersAreAveragedAsIfTheyWereEqual() {
    TrainingPlan plan = plan("workers=2", "batch-size=4", "averaging-period=1");
    ComputationGraphConfiguration network = network(Map.of(0, RATE));
    try (DealtTraining dealt = new DealtTraining(spark, data, plan)) {
      List<List<MultiDataSet>> batches = dealt.batches(0);
      List<float[]> alone = new ArrayList<>();
      batches.forEach(b -> alone.add(fit(dealt.initial(network), 0, b)));

      float[] stock =
          new StockMaster(context, 2, 4, 1).train(dealt.initial(network), batches).result();
      float[] ours = dealt.train(network).model().parameters();

      float[] equally = ParameterAverage.PLAIN.average(alone, List.of(1L, 1L));
      float[] byExamples = ParameterAverage.PLAIN.average(alone, List.of(3L, 4L));
      assertClose(stock, equally);
      assertThat(distance(stock, byExamples)).isGreaterThan(1e-4);
      assertThat(ours).containsExactly(byExamples);
    }
  }

  @Test
  void theSumDependsOnWhoComesFirst() {
    TrainingPlan plan = plan("workers=3", "batch-size=3", "averaging-period=1");
    ComputationGraphConfiguration network = network(Map.of(0, RATE));
    List<Integer> inOrder = List.of(0, 1, 2);
    List<Integer> firstComesLast = List.of(1, 2, 0);
    try (DealtTraining dealt = new DealtTraining(spark, data, plan)) {
      List<List<MultiDataSet>> batches = dealt.batches(0);
      StockMaster stock = new StockMaster(context, 3, 3, 1);

      assertThat(arriving(firstComesLast, () -> stock.train(dealt.initial(network), batches)))
          .isNotEqualTo(arriving(inOrder, () -> stock.train(dealt.initial(network), batches)));
      assertThat(arriving(inOrder, () -> stock.train(dealt.initial(network), batches)))
          .isEqualTo(arriving(inOrder, () -> stock.train(dealt.initial(network), batches)));
      String ours = sha(inOrder, dealt, network);
      assertThat(sha(firstComesLast, dealt, network)).isEqualTo(ours);
    }
    // Doubles hardly show in floats what order they were added in, unless made to.
    assertThat(reduced(inOrder)).isEqualTo(reduced(firstComesLast)).isEqualTo(1 / 3f);
  }

  /** The mean of 1e30, −1e30 and 1: a third in this order, 0 in others. */
  private static float reduced(List<Integer> order) {
    float[] values = {1e30f, -1e30f, 1};
    RoundReducer reducer = new RoundReducer(ParameterAverage.PLAIN, MomentumAveraging.RESET);
    JavaRDD<WorkerRound> rounds =
        context
            .parallelize(List.of(0, 1, 2), 3)
            .map(
                worker ->
                    new WorkerRound(
                        new WorkerReport(
                            worker, 1, new ExampleTally(1, worker), 0, WorkerTimes.NONE, null),
                        new float[] {values[worker]},
                        new float[0]));
    return ArrivalOrder.during(spark.sparkContext(), order, () -> reducer.reduce(rounds))
        .whole()
        .parameters()
        .orElseThrow()[0];
  }

  private static List<Float> arriving(List<Integer> order, Supplier<StockMaster.Result> training) {
    float[] result =
        ArrivalOrder.during(spark.sparkContext(), order, () -> training.get().result());
    return IntStream.range(0, result.length).mapToObj(i -> result[i]).toList();
  }

  private static String sha(
      List<Integer> order, DealtTraining dealt, ComputationGraphConfiguration network) {
    return ArrivalOrder.during(
        spark.sparkContext(), order, () -> dealt.train(network).model().parametersSha256());
  }

  /** The rate is 0 from the second step on; two rounds of one step. */
  @Test
  void workersTakeEveryRoundForTheFirst() {
    TrainingPlan plan = plan("workers=2", "batch-size=2", "averaging-period=1");
    ComputationGraphConfiguration network = network(Map.of(0, RATE, 1, 0.0));
    try (DealtTraining dealt = new DealtTraining(spark, data, plan)) {
      List<List<MultiDataSet>> batches = dealt.batches(0);

      StockMaster.Result stock =
          new StockMaster(context, 2, 2, 1).train(dealt.initial(network), batches);
      float[] ours = dealt.train(network).model().parameters();

      assertThat(stock.steps()).extracting(StockMaster.Step::iteration).containsExactly(0, 0, 0, 0);
      // What the second round started with; it should have stayed.
      assertThat(distance(stock.result(), stock.steps().get(3).before())).isGreaterThan(1e-3);
      assertThat(ours).containsExactly(byHand(dealt.initial(network), batches, 1, 1));
    }
  }

  @Test
  void workersTakeEveryEpochForTheFirst() {
    TrainingPlan plan = plan("epochs=2", "workers=2", "batch-size=4", "averaging-period=1");
    ISchedule epochs = new MapSchedule(ScheduleType.EPOCH, Map.of(0, RATE, 1, 0.0));
    ComputationGraphConfiguration network = MeanLossNetworks.images(new Sgd(epochs));
    try (DealtTraining dealt = new DealtTraining(spark, data, plan)) {
      StockMaster stock = new StockMaster(context, 2, 4, 1);

      StockMaster.Result twice =
          stock.train(dealt.initial(network), dealt.batches(0), dealt.batches(1));
      float[] ours = dealt.train(network).model().parameters();

      assertThat(twice.steps()).extracting(StockMaster.Step::epoch).containsExactly(0, 0, 0, 0);
      assertThat(distance(twice.result(), twice.steps().get(3).before())).isGreaterThan(1e-3);
      assertThat(ours).containsExactly(byHand(dealt.initial(network), dealt.batches(0), 1, 1));
    }
  }

  /** A period of 5 where there is one step; the rate is 0 in the second step alone. */
  @Test
  void iterationsAreCountedByThePeriodAndNotByWhatWasDone() {
    TrainingPlan plan = plan("epochs=2", "workers=2", "batch-size=4", "averaging-period=5");
    ComputationGraphConfiguration network = network(Map.of(0, RATE, 1, 0.0, 2, RATE));
    try (DealtTraining dealt = new DealtTraining(spark, data, plan)) {
      List<List<MultiDataSet>> batches = dealt.batches(0);

      StockMaster.Result stock =
          new StockMaster(context, 2, 4, 5).train(dealt.initial(network), batches);
      float[] ours = dealt.train(network).model().parameters();

      assertThat(stock.steps()).hasSize(2);
      assertThat(stock.iterations()).isEqualTo(5);
      assertThat(ours).containsExactly(byHand(dealt.initial(network), batches, 1, 1));
    }
  }

  /** Splits are rounded down, so that a worker is given more than it takes: 3 and 4 batches. */
  @Test
  void batchesBeyondThePeriodAreNotTrainedOn() {
    TrainingPlan plan = plan("workers=2", "batch-size=1", "averaging-period=2");
    ComputationGraphConfiguration network = network(Map.of(0, RATE));
    try (DealtTraining dealt = new DealtTraining(spark, data, plan)) {
      List<List<MultiDataSet>> batches = dealt.batches(0);

      StockMaster.Result stock =
          new StockMaster(context, 2, 1, 2).train(dealt.initial(network), batches);
      float[] ours = dealt.train(network).model().parameters();

      assertThat(stock.steps()).hasSize(4);
      assertThat(ours).containsExactly(byHand(dealt.initial(network), batches, 2, 2));
    }
  }

  @Test
  void nothingToTrainOnIsANullPointer() {
    TrainingPlan plan = plan("workers=8", "batch-size=1", "averaging-period=1");
    ComputationGraphConfiguration network = network(Map.of(0, RATE));
    try (DealtTraining dealt = new DealtTraining(spark, data, plan)) {
      ModelState initial = dealt.initial(network);
      List<List<MultiDataSet>> batches = dealt.batches(0);
      assertThat(batches.get(0)).isEmpty();

      assertThatThrownBy(
              () -> new StockMaster(context, 2, 1, 1).train(initial, List.of(List.of(), List.of())))
          .isInstanceOf(NullPointerException.class);
      // Seven batches in eight partitions, to be dealt out to two splits: random numbers of seeds
      // next to each other begin alike, and so all first batches of a partition go to one of them.
      assertThatThrownBy(() -> new StockMaster(context, 3, 1, 1).train(initial, batches))
          .isInstanceOf(NullPointerException.class);
      // One partition without data is no trouble to either.
      assertThat(new StockMaster(context, 8, 1, 1).train(initial, batches).steps()).hasSize(7);
      assertThat(dealt.train(network).model().parameters())
          .containsExactly(byHand(initial, batches, 1, 1));
    }
  }

  /** The rate of the fourth step is beyond every float; only one worker has so many. */
  @Test
  void nanOfOneWorkerIsAveragedIntoAll() {
    String[] options = {"workers=2", "batch-size=1", "averaging-period=4"};
    ComputationGraphConfiguration network = network(Map.of(0, RATE, 3, 1e300));
    try (DealtTraining dealt = new DealtTraining(spark, data, plan(options))) {
      List<List<MultiDataSet>> batches = dealt.batches(0);
      ModelState initial = dealt.initial(network);

      float[] stock = new StockMaster(context, 2, 1, 4).train(initial, batches).result();
      TrainingRun ours = dealt.train(network);

      assertThat(finite(stock)).isFalse();
      assertThat(ours.divergence().orElseThrow().worker()).isEqualTo(1);
      assertThat(ours.divergence().orElseThrow().step()).isEqualTo(4);
      assertThat(ours.model().parameters()).containsExactly(initial.parameters());
    }
    TrainingPlan dropping = plan(options[0], options[1], options[2], "non-finite=drop");
    try (DealtTraining dealt = new DealtTraining(spark, data, dropping)) {
      TrainingRun ours = dealt.train(network);

      assertThat(ours.divergence()).isEmpty();
      assertThat(ours.epochs().get(0).dropped()).isEqualTo(1);
      assertThat(ours.model().parameters())
          .containsExactly(fit(dealt.initial(network), 0, dealt.batches(0).get(0)));
    }
  }

  /** By Spark's own count, where a record is a batch there and a worker's whole shard here. */
  @Test
  void anEpochReadsTheWholeDataOnceASplit() {
    ComputationGraphConfiguration network = network(Map.of(0, RATE));
    TrainingPlan manyRounds = plan("workers=2", "batch-size=1", "averaging-period=1");
    try (DealtTraining dealt = new DealtTraining(spark, data, manyRounds)) {
      ModelState initial = dealt.initial(network);
      List<List<MultiDataSet>> batches = dealt.batches(0);

      assertThat(recordsRead(() -> new StockMaster(context, 2, 1, 1).train(initial, batches)))
          .isEqualTo(7 * 3);
      assertThat(recordsRead(() -> new StockMaster(context, 2, 1, 2).train(initial, batches)))
          .isEqualTo(7);

      long oncePerRound = recordsRead(() -> dealt.train(network));
      try (DealtTraining oneRound =
          new DealtTraining(
              spark, data, plan("workers=2", "batch-size=1", "averaging-period=epoch"))) {
        oneRound.batches(0);
        long once = recordsRead(() -> oneRound.train(network));
        // Three more rounds ask two workers for a shard each that they have in memory.
        assertThat(oncePerRound - once).isLessThanOrEqualTo(3 * 2);
      }
    }
  }

  private static long recordsRead(Runnable training) {
    AtomicLong records = new AtomicLong();
    SparkListener counter =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            records.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
          }
        };
    awaitListeners();
    spark.sparkContext().addSparkListener(counter);
    training.run();
    awaitListeners();
    spark.sparkContext().removeSparkListener(counter);
    return records.get();
  }

  private static void awaitListeners() {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty(60_000);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * One epoch of averaging without Spark: every worker's batches in turn, a period of them a round.
   *
   * @param rounds to do; later batches are left
   */
  private static float[] byHand(
      ModelState initial, List<List<MultiDataSet>> batches, int period, int rounds) {
    ModelState model = initial;
    for (int round = 0; round < rounds; round++) {
      List<float[]> results = new ArrayList<>();
      List<Long> examples = new ArrayList<>();
      for (List<MultiDataSet> worker : batches) {
        List<MultiDataSet> own = worker.stream().skip((long) round * period).limit(period).toList();
        if (!own.isEmpty()) {
          results.add(fit(model, round * period, own));
          examples.add(own.stream().mapToLong(batch -> batch.getFeatures(0).size(0)).sum());
        }
      }
      model = model.with(ParameterAverage.PLAIN.average(results, examples), new float[0]);
    }
    return model.parameters();
  }

  private static float[] fit(ModelState from, int iteration, List<MultiDataSet> batches) {
    ComputationGraph network = from.network();
    network.getConfiguration().setIterationCount(iteration);
    batches.forEach(network::fit);
    return NativeFloats.read(network.params());
  }

  private static ComputationGraphConfiguration network(Map<Integer, Double> rates) {
    return MeanLossNetworks.images(new Sgd(new MapSchedule(ScheduleType.ITERATION, rates)));
  }

  private static TrainingPlan plan(String... options) {
    List<String> all = new ArrayList<>();
    all.add("train.epochs=1");
    all.add("train.momentum=0");
    all.add("train.augmentation=none");
    all.add("train.probed-examples=0");
    for (String option : options) {
      all.add("train." + option);
    }
    return TrainingPlan.of(Settings.EMPTY.with(all));
  }

  private static void assertClose(float[] actual, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  private static boolean finite(float[] values) {
    return IntStream.range(0, values.length).allMatch(i -> Float.isFinite(values[i]));
  }
}
