package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.conf.Settings;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.batch.NamedSeed;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import io.convrelu.train.averaging.LrScaling;
import io.convrelu.train.averaging.LrSchedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** Trainings that must come to the same as one with DL4J's own fit, without Spark. */
class EquivalenceTest {

  private static final int EXAMPLES = 29;
  private static final int TEXT_LENGTH = 123;

  /**
   * What a parameter may be away; the one that moves most moves more than a thousand times as far.
   */
  private static final double TOLERANCE = 1e-6;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static PreparedDataset images;
  private static PreparedDataset texts;

  @BeforeAll
  static void prepare() {
    spark = LocalSpark.start("local[2]");
    images = SyntheticData.images(spark, folder.resolve("images"), EXAMPLES);
    texts = SyntheticData.texts(spark, folder.resolve("texts"), EXAMPLES);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  /**
   * Four workers have 7, 7, 7 and 8 examples; of 17, five have one and are idle at the end.
   * Averaged momentum is as linear in the gradient as a step is.
   */
  @ParameterizedTest
  @CsvSource({
    "images, 4, 2, 0",
    "images, 17, 1, 0",
    "images, 4, 2, 0.9",
    "texts, 4, 2, 0",
    "texts, 3, 64, 0"
  })
  void manyWorkersAtPeriodOneAreOneWorkerWithAllTheirBatches(
      String kind, int workers, int batchSize, double momentum) {
    TrainingPlan plan =
        plan(
            "train.epochs=2",
            "train.workers=" + workers,
            "train.batch-size=" + batchSize,
            "train.averaging-period=1",
            "network.text-length=" + TEXT_LENGTH);
    PreparedDataset data = kind.equals("images") ? images : texts;
    int steps = plan.stepsPerEpoch(data.description());
    LrSchedule rate = new LrSchedule(0.02, List.of(1), 0.5, LrScaling.SQRT, workers, 1, steps);
    IUpdater updater = momentum > 0 ? new Nesterovs(rate, momentum) : new Sgd(rate);
    ComputationGraphConfiguration network =
        kind.equals("images")
            ? MeanLossNetworks.images(updater)
            : MeanLossNetworks.texts(updater, TEXT_LENGTH);
    try (DealtTraining dealt = new DealtTraining(spark, data, plan)) {
      float[] initial = dealt.initial(network).parameters();
      float[] many = dealt.train(network).model().parameters();

      ComputationGraph one = dealt.initial(network).network();
      for (int epoch = 0; epoch < 2; epoch++) {
        for (int step = 0; step < steps; step++) {
          one.fit(together(dealt.batches(epoch), step));
        }
        one.incrementEpochCount();
      }
      float[] expected = NativeFloats.read(one.params());

      double moved = 0;
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) many[i]).isCloseTo(expected[i], within(TOLERANCE));
        moved = Math.max(moved, Math.abs(expected[i] - initial[i]));
      }
      assertThat(moved).isGreaterThan(1e3 * TOLERANCE);
    }
  }

  private static MultiDataSet together(
      List<List<org.nd4j.linalg.dataset.api.MultiDataSet>> batches, int step) {
    List<org.nd4j.linalg.dataset.api.MultiDataSet> taken =
        batches.stream().filter(own -> step < own.size()).map(own -> own.get(step)).toList();
    return MultiDataSet.merge(taken);
  }

  /**
   * Momentum, augmentation and a rate that drops go on across rounds; dropout is seeded in each.
   */
  @ParameterizedTest
  @CsvSource({
    "densenet-40, conv-relu, 3",
    "densenet-40, conv-relu, epoch",
    "char-cnn-small, conv-relu, 3",
    "char-cnn-small, relu, epoch"
  })
  void oneWorkerIsPlainFitBitForBit(String name, String activation, String period) {
    TrainingPlan plan =
        plan(
            "network.name=" + name,
            "network.depth=1",
            "network.growth=4",
            "network.text-length=" + TEXT_LENGTH,
            "activation.name=" + activation,
            "train.epochs=2",
            "train.workers=1",
            "train.batch-size=4",
            "train.lr=0.02",
            "train.lr-steps=[1]",
            "train.momentum=0.9",
            "train.augmentation=pad-crop-flip",
            "train.averaging-period=" + period);
    PreparedDataset data = name.equals("densenet-40") ? images : texts;
    ComputationGraphConfiguration configuration = plan.configure(data.description());
    int steps = plan.stepsPerEpoch(data.description());
    int round = plan.train().averaging().period().within(steps);
    try (DealtTraining dealt = new DealtTraining(spark, data, plan)) {
      float[] ours = dealt.train(configuration).model().parameters();

      ComputationGraph plain = dealt.initial(configuration).network();
      for (int epoch = 0; epoch < 2; epoch++) {
        List<org.nd4j.linalg.dataset.api.MultiDataSet> batches = dealt.batches(epoch).get(0);
        for (int step = 0; step < steps; step++) {
          if (step % round == 0) {
            Nd4j.getRandom()
                .setSeed(NamedSeed.derive(plan.train().seed(), "dropout", epoch, step / round, 0));
          }
          plain.fit(batches.get(step));
        }
        plain.incrementEpochCount();
      }
      // AssertJ compares millions of floats one by one with each other.
      assertThat(Arrays.equals(ours, NativeFloats.read(plain.params()))).isTrue();
    }
  }

  private static TrainingPlan plan(String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("train.momentum=0", "train.augmentation=none", "train.probed-examples=0"));
    Stream.of(options).forEach(all::add);
    return TrainingPlan.of(Settings.EMPTY.with(all));
  }
}
