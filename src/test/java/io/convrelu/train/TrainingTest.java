package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.Settings;
import io.convrelu.data.BadInputException;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.batch.BatchReader;
import io.convrelu.data.batch.EpochOrder;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.FeatureEncoder;
import io.convrelu.data.storage.ShardMemory;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** The averaging trainer on a real Spark in this JVM, on a small synthetic data set. */
class TrainingTest {

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static PreparedDataset data;

  @BeforeAll
  static void prepare() {
    spark = LocalSpark.start("local[2]");
    data = SyntheticData.images(spark, folder.resolve("data"), 203);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void theSameTrainingTwiceGivesTheSameBits() throws IOException {
    String once = train("epochs=2", "workers=3").model().parametersSha256();

    assertThat(train("epochs=2", "workers=3").model().parametersSha256()).isEqualTo(once);
    assertThat(train("epochs=2", "workers=3", "seed=2").model().parametersSha256())
        .isNotEqualTo(once);
  }

  @Test
  void zeroIsASeedLikeAnyOther() throws IOException {
    String once = train("epochs=1", "seed=0").model().parametersSha256();

    assertThat(train("epochs=1", "seed=0").model().parametersSha256()).isEqualTo(once);
  }

  @Test
  void oneWorkerIsPlainFitBitForBit() throws IOException {
    // A period of 3 splits the epoch into rounds, so momentum and schedule must survive them.
    TrainingRun run =
        train("epochs=2", "workers=1", "averaging-period=3", "lr-steps=[1]", "lr-factor=0.5");

    assertThat(run.model().parameters()).containsExactly(plainFit(run));
  }

  @Test
  void periodOneAndPlainSgdIsOneWorkerWithTheLargerBatch() throws IOException {
    // Batch normalization reads the shard it trains on, so the reference takes one step a shard and
    // adds up the steps by examples, which is the gradient of the four shards together.
    String[] common = {
      "epochs=1",
      "momentum=0",
      "weight-decay=0",
      "augmentation=none",
      "lr=0.01",
      "bn-averaging=arithmetic"
    };
    TrainingPlan plan = plan(common, "workers=4", "batch-size=1024", "averaging-period=1");
    ModelState initial =
        ModelState.initial(plan.configure(data.description()), plan.train().initializationSeed());
    ModelState four = run(plan).model();

    double[] gradient = new double[initial.parameters().length];
    long total = data.description().count(Split.TRAIN);
    List<ExampleShard> shards = shards(4, plan);
    for (int worker = 0; worker < shards.size(); worker++) {
      ExampleShard shard = shards.get(worker);
      float[] alone = step(initial, shard, plan, worker);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += (alone[i] - initial.parameters()[i]) * (double) shard.size() / total;
      }
    }
    for (int i = 0; i < gradient.length; i++) {
      assertThat((double) four.parameters()[i])
          .isCloseTo(initial.parameters()[i] + gradient[i], within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "conv-relu", "ada-relu", "elu"})
  void fusedStagesDivergeLikeOtherLayers(String activation) throws IOException {
    TrainingRun run =
        run(
            fused(
                "train.epochs=3",
                "train.lr=1e3",
                "train.momentum=0",
                "train.weight-decay=1",
                "activation.name=" + activation,
                "activation.strategy=all"));

    Divergence divergence = run.divergence().orElseThrow();
    assertThat(divergence.step()).isBetween(2, 20);
    assertThat(divergence.layer()).containsPattern("block|output");
  }

  @Test
  void fusedStagesTrainToTheSameBitsAndShowTheirUnits() throws IOException {
    TrainingPlan plan = fused("train.epochs=2", "activation.name=conv-relu");

    TrainingRun run = run(plan);

    assertThat(run.divergence()).isEmpty();
    assertThat(run(plan).model().parametersSha256()).isEqualTo(run.model().parametersSha256());
    assertThat(run.epochs().get(1).trainLoss()).isLessThan(run.epochs().get(0).trainLoss());
    assertThat(run.epochs().get(1).deadUnits())
        .containsOnlyKeys(
            "block1-layer1-conv",
            "block1-transition",
            "block2-layer1-conv",
            "block2-transition",
            "block3-layer1-conv",
            "block3-final")
        .allSatisfy((unit, share) -> assertThat(share).isBetween(0.0, 1.0));
    // 16 channels and 9 kernel positions; they start at 0.
    assertThat(run.model().thresholds()).hasSize(144).isNotEqualTo(new float[144]);
  }

  @Test
  void moreWorkersThanExamplesLeavesSomeIdle() throws IOException {
    PreparedDataset few = SyntheticData.images(spark, folder.resolve("few"), 5);
    try (TrainingJob job = new TrainingJob(spark, few)) {
      TrainingRun run =
          job.run(plan(new String[0], "workers=8", "epochs=1"), output(), TrainingProgress.SILENT);

      assertThat(run.divergence()).isEmpty();
      assertThat(run.epochs()).hasSize(1);
      assertThat(run.epochs().get(0).trainLoss()).isFinite();
    }
  }

  @Test
  void aLossThatIsNotFiniteIsAnOutcomeThatNamesStepAndLayer() throws IOException {
    TrainingRun run = train("epochs=3", "workers=2", "lr=1e3", "momentum=0", "weight-decay=1");
    // λ = 1 with this rate multiplies the weights by −999 a step until they overflow.
    assertThat(run.divergence()).isPresent();
    Divergence divergence = run.divergence().orElseThrow();

    assertThat(divergence.step()).isBetween(2, 20);
    assertThat(divergence.layer()).isNotEmpty();
    assertThat(divergence.lastHealthyLoss()).isFinite();
    assertThat(divergence.message())
        .contains("epoch " + divergence.epoch(), "step " + divergence.step(), divergence.layer());
  }

  @Test
  void learnsAndItsModelScoresTheSameWhenLoadedAgain() throws IOException {
    String output = output();
    TrainingPlan plan = plan(new String[0], "epochs=6", "workers=2", "lr=0.05");
    TrainingRun run;
    try (TrainingJob job = new TrainingJob(spark, data)) {
      run = job.run(plan, output, TrainingProgress.SILENT);
    }
    Evaluation trained = run.epochs().get(5).test();
    assertThat(trained.top1()).isGreaterThan(0.5);

    ModelState loaded =
        SavedModel.open(spark.sparkContext().hadoopConfiguration(), output + "/model").state();
    assertThat(loaded.parametersSha256()).isEqualTo(run.model().parametersSha256());
    assertThat(accuracy(loaded, plan)).isEqualTo(trained.top1());

    List<String> lines =
        Files.readAllLines(Path.of(output, "metrics.jsonl"), StandardCharsets.UTF_8);
    assertThat(lines).hasSize(6);
    assertThat(lines.get(5))
        .contains("\"epoch\":6", "\"trainLoss\":", "\"dataShare\":", "\"deadUnits\":{");
    assertThat(lines.get(5)).doesNotContain("NaN", "top5", "validation");
    assertThat(lines.get(5)).contains("\"overhead\":", "\"seconds\":{\"broadcast\":");
    List<String> rounds =
        Files.readAllLines(Path.of(output, "rounds", "epoch-00006.jsonl"), StandardCharsets.UTF_8);
    // 102 and 101 examples are 7 steps of 16, in one round of up to 16.
    assertThat(rounds).hasSize(1);
    assertThat(rounds.get(0))
        .startsWith("{\"epoch\":6,\"round\":1,\"steps\":7,\"examples\":203,")
        .contains("\"data\":", "\"compute\":", "\"reduce\":", "\"checkpoint\":");
  }

  @Test
  void aDamagedModelIsNotLoaded() throws IOException {
    String output = output();
    try (TrainingJob job = new TrainingJob(spark, data)) {
      job.run(plan(new String[0], "epochs=1"), output, TrainingProgress.SILENT);
    }
    Path parameters = Path.of(output, "model", "parameters.bin");
    byte[] content = Files.readAllBytes(parameters);
    content[content.length / 2] ^= 1;
    Files.write(parameters, content);

    assertThatThrownBy(
            () -> SavedModel.open(spark.sparkContext().hadoopConfiguration(), output + "/model"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("parameters.bin")
        .hasMessageContaining("damaged");
    assertThatThrownBy(
            () -> SavedModel.open(spark.sparkContext().hadoopConfiguration(), output + "/none"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("model.json");
  }

  @Test
  void everyProblemOfAConfigurationIsReportedAtOnce() {
    assertThatThrownBy(
            () ->
                TrainingPlan.of(
                    Settings.EMPTY.with(
                        List.of(
                            "train.epochs=0",
                            "train.lr=fast",
                            "train.augmentation=blur",
                            "network.name=alexnet",
                            "train.lr-step=3"))))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems()).hasSize(5));
  }

  @Test
  void theScheduleDropsTheRateAtItsEpochs() {
    TrainSettings settings = plan(new String[0], "lr=0.1", "lr-steps=[2,4]").train();

    assertThat(settings.schedule(9).valueAt(9 * 1, 1)).isEqualTo(0.1);
    assertThat(settings.schedule(9).valueAt(9 * 2, 2)).isCloseTo(0.01, within(1e-12));
    assertThat(settings.schedule(9).valueAt(9 * 4, 4)).isCloseTo(0.001, within(1e-12));
  }

  private static TrainingRun train(String... options) throws IOException {
    return run(plan(options));
  }

  private static TrainingRun run(TrainingPlan plan) throws IOException {
    try (TrainingJob job = new TrainingJob(spark, data)) {
      return job.run(plan, output(), TrainingProgress.SILENT);
    }
  }

  private static TrainingPlan plan(String[] common, String... options) {
    List<String> all = new ArrayList<>();
    all.add("train.batch-size=16");
    all.add("train.workers=2");
    all.add("activation.name=conv-relu");
    for (String option : common) {
      all.add("train." + option);
    }
    for (String option : options) {
      all.add("train." + option);
    }
    return TrainingPlan.of(Settings.EMPTY.with(all));
  }

  /** A small DenseNet, whose layers are fused stages. */
  private static TrainingPlan fused(String... options) {
    List<String> all = new ArrayList<>();
    all.add("train.batch-size=16");
    all.add("train.workers=2");
    all.add("network.name=densenet-40");
    all.add("network.depth=1");
    all.add("network.growth=4");
    all.addAll(List.of(options));
    return TrainingPlan.of(Settings.EMPTY.with(all));
  }

  private static TrainingPlan plan(String... options) {
    return plan(new String[0], options);
  }

  private static String output() throws IOException {
    return Files.createTempDirectory(folder, "run").toString();
  }

  /** The same batches through DL4J's own fit, without Spark. */
  private static float[] plainFit(TrainingRun run) {
    TrainingPlan plan =
        plan("epochs=2", "workers=1", "averaging-period=3", "lr-steps=[1]", "lr-factor=0.5");
    TrainSettings settings = plan.train();
    ExampleShard shard = shards(1, plan).get(0);
    FeatureEncoder encoder = plan.encoder(data.description());
    Nd4j.getRandom().setSeed(settings.initializationSeed());
    ComputationGraph network = new ComputationGraph(plan.configure(data.description()));
    network.init();
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      BatchReader reader =
          new BatchReader(
              shard, encoder, EpochOrder.shuffled(shard.size(), settings.seed(), epoch, 0));
      for (int from = 0; from < shard.size(); from += settings.batchSize()) {
        NativeBatch fresh = batch(encoder, settings.batchSize());
        int first = from;
        int current = epoch;
        fresh.fill(batch -> reader.training(batch, first, settings.seed(), current, 0));
        network.fit(fresh.data());
      }
      network.incrementEpochCount();
    }
    assertThat(run.epochs()).hasSize(2);
    return network.params().dup().data().asFloat();
  }

  private static float[] step(
      ModelState initial, ExampleShard shard, TrainingPlan plan, int worker) {
    FeatureEncoder encoder = plan.encoder(data.description());
    ComputationGraph network = initial.network();
    BatchReader reader =
        new BatchReader(
            shard, encoder, EpochOrder.shuffled(shard.size(), plan.train().seed(), 0, worker));
    NativeBatch all = batch(encoder, shard.size());
    all.fill(batch -> reader.evaluation(batch, 0, shard.size()));
    network.fit(all.data());
    return network.params().dup().data().asFloat();
  }

  private static NativeBatch batch(FeatureEncoder encoder, int examples) {
    return new NativeBatch(new BatchShape(examples, encoder, data.description().classes()));
  }

  private static List<ExampleShard> shards(int workers, TrainingPlan plan) {
    try (ShardedDataset sharded =
        ShardedDataset.open(
            spark, data, workers, plan.rows(data.description()), ShardMemory.AUTO)) {
      return sharded.shards(Split.TRAIN).orElseThrow().collect();
    }
  }

  private static double accuracy(ModelState model, TrainingPlan plan) {
    FeatureEncoder encoder = plan.encoder(data.description());
    try (ShardedDataset sharded =
        ShardedDataset.open(spark, data, 1, plan.rows(data.description()), ShardMemory.AUTO)) {
      ExampleShard shard = sharded.shards(Split.TEST).orElseThrow().collect().get(0);
      BatchReader reader = new BatchReader(shard, encoder, EpochOrder.unshuffled(shard.size()));
      NativeBatch all = batch(encoder, shard.size());
      all.fill(batch -> reader.evaluation(batch, 0, shard.size()));
      int[] predicted =
          model.network().outputSingle(false, all.features()).argMax(1).data().asInt();
      long right = 0;
      for (int i = 0; i < predicted.length; i++) {
        right += predicted[i] == all.label(i) ? 1 : 0;
      }
      return (double) right / shard.size();
    }
  }
}
