package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fused stages under Spark's averaging: three dense blocks of one layer each. */
class FusedTrainingTest {

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static PreparedDataset data;

  @BeforeAll
  static void prepare() {
    spark = LocalSpark.start("local[2]");
    data = SyntheticData.images(spark, folder.resolve("data"), 41);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void theSameTrainingTwiceGivesTheSameBits() {
    String[] options = {"epochs=2", "workers=3", "averaging-period=1", "batch-size=6", "lr=0.02"};
    TrainingRun once = train(options);

    assertThat(once.epochs()).hasSize(2);
    assertThat(once.epochs().get(1).trainLoss()).isFinite();
    assertThat(train(options).model().parametersSha256())
        .isEqualTo(once.model().parametersSha256());
  }

  @Test
  void twoUnequalWorkersAtPeriodOneTakeTheWeightedGradient() {
    String[] options = {
      "epochs=1",
      "workers=2",
      "averaging-period=1",
      "batch-size=64",
      "lr=0.02",
      "momentum=0",
      "bn-averaging=arithmetic",
      "augmentation=none"
    };
    TrainingPlan plan = plan(options);
    ModelState initial = initial(plan);
    ModelState averaged = train(options).model();

    double[] step = new double[initial.parameters().length];
    List<ExampleShard> shards;
    try (ShardedDataset sharded = open(2)) {
      shards = sharded.shards(Split.TRAIN).orElseThrow().collect();
    }
    assertThat(shards).extracting(ExampleShard::size).containsExactly(20, 21);
    for (int worker = 0; worker < shards.size(); worker++) {
      float[] alone = stepAlone(initial, shards.get(worker), plan, worker);
      for (int i = 0; i < step.length; i++) {
        step[i] += (alone[i] - initial.parameters()[i]) * (double) shards.get(worker).size() / 41;
      }
    }
    double length = 0;
    for (int i = 0; i < step.length; i++) {
      length += step[i] * step[i];
      assertThat((double) averaged.parameters()[i])
          .isCloseTo(initial.parameters()[i] + step[i], within(1e-6));
    }
    assertThat(Math.sqrt(length)).isGreaterThan(1e-3);
  }

  private static TrainingRun train(String... options) {
    TrainingPlan plan = plan(options);
    try (DealtTraining dealt = new DealtTraining(spark, data, plan)) {
      return dealt.train(plan.configure(data.description()));
    }
  }

  /** One step of one worker with DL4J's own fit, without Spark. */
  private static float[] stepAlone(
      ModelState initial, ExampleShard shard, TrainingPlan plan, int worker) {
    ComputationGraph network = initial.network();
    NativeBatch all =
        new NativeBatch(
            new BatchShape(
                shard.size(), plan.encoder(data.description()), data.description().classes()));
    BatchReader reader =
        new BatchReader(
            shard,
            plan.encoder(data.description()),
            EpochOrder.shuffled(shard.size(), plan.train().seed(), 0, worker));
    all.fill(batch -> reader.evaluation(batch, 0, shard.size()));
    network.fit(all.data());
    return NativeFloats.read(network.params());
  }

  private static ShardedDataset open(int workers) {
    return ShardedDataset.open(
        spark, data, workers, ExampleRows.Images.of(data.description().image()), ShardMemory.AUTO);
  }

  private static ModelState initial(TrainingPlan plan) {
    return ModelState.initial(
        plan.configure(data.description()), plan.train().initializationSeed());
  }

  private static TrainingPlan plan(String... options) {
    List<String> all = new ArrayList<>();
    all.add("network.name=densenet-40");
    all.add("network.depth=1");
    all.add("network.growth=4");
    all.add("activation.name=conv-relu");
    for (String option : options) {
      all.add("train." + option);
    }
    return TrainingPlan.of(Settings.EMPTY.with(all));
  }
}
