package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.conf.Settings;
import io.convrelu.data.DatasetDescription.ImageShape;
import io.convrelu.data.batch.Augmentation;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.ImageEncoder;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.Shards;
import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.Networks;
import io.convrelu.zoo.UpdateRule;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalSpark.class)
class EvaluationTaskTest {

  private static final ImageEncoder ENCODER =
      new ImageEncoder(
          new ImageShape(1, 8, 8, List.of(128.0), List.of(64.0)), Augmentation.PAD_CROP_FLIP);
  private static final int CLASSES = 3;
  private static final int EXAMPLES = 11;

  @Test
  void scoresDoNotDependOnTheSizeOfBatchesNorOnProbing(SparkSession session) throws Exception {
    Broadcast<ModelState> model = model(session);
    PartialScore one = score(model, 1, 0, shard(EXAMPLES));
    for (int batch : new int[] {4, 11, 20}) {
      for (int probed : new int[] {0, 3, EXAMPLES, 100}) {
        PartialScore score = score(model, batch, probed, shard(EXAMPLES));
        assertThat(score.examples()).isEqualTo(EXAMPLES);
        assertThat(score.right1()).isEqualTo(one.right1());
        assertThat(score.lossSum()).isCloseTo(one.lossSum(), within(1e-4));
      }
    }
  }

  @Test
  void deadUnitsAreLookedForOnThatManyExamplesAtTheStart(SparkSession session) throws Exception {
    Broadcast<ModelState> model = model(session);
    ActiveUnits three = score(model, 4, 3, shard(EXAMPLES)).active();

    assertThat(three.active()).isNotEmpty();
    // A shard of the first three alone, and other batches, show the same.
    assertThat(score(model, 2, 3, shard(EXAMPLES)).active()).isEqualTo(three);
    assertThat(score(model, 4, 100, shard(3)).active()).isEqualTo(three);
    assertThat(score(model, 4, 4, shard(EXAMPLES)).active()).isNotEqualTo(three);
    assertThat(score(model, 4, 0, shard(EXAMPLES)).active()).isEqualTo(ActiveUnits.none());
  }

  @Test
  void zerosThatTheClassifierReadsAreCountedOnTheSameExamples(SparkSession session)
      throws Exception {
    Broadcast<ModelState> model = model(session);
    Sparsity three = score(model, 4, 3, shard(EXAMPLES)).read();

    // 48 channels of one pixel.
    assertThat(three.values()).isEqualTo(3 * 48);
    assertThat(three.share()).isBetween(0.05, 0.95);
    assertThat(score(model, 2, 3, shard(EXAMPLES)).read()).isEqualTo(three);
    assertThat(score(model, 4, 100, shard(3)).read()).isEqualTo(three);
    assertThat(score(model, 4, 100, shard(EXAMPLES)).read().values()).isEqualTo(EXAMPLES * 48L);
    assertThat(score(model, 4, 0, shard(EXAMPLES)).read()).isEqualTo(Sparsity.NOTHING);
  }

  @Test
  void anEmptyShardScoresNothing(SparkSession session) throws Exception {
    assertThat(score(model(session), 4, 3, shard(0))).isEqualTo(PartialScore.NOTHING);
  }

  private static PartialScore score(
      Broadcast<ModelState> model, int batch, int probed, ExampleShard shard) throws Exception {
    return new EvaluationTask(model, new BatchShape(batch, ENCODER, CLASSES), probed)
        .call(List.of(shard).iterator())
        .next();
  }

  private static Broadcast<ModelState> model(SparkSession session) {
    TrainingPlan plan = TrainingPlan.of(Settings.EMPTY.with(List.of("network.name=cnn-small")));
    ModelState initial =
        ModelState.initial(
            Networks.configure(
                plan.network(),
                new ExampleShape(1, 8, 8, CLASSES),
                new UpdateRule(plan.train().updater(1), 0, 0, 3)),
            3);
    return JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(initial);
  }

  private static ExampleShard shard(int size) {
    SplittableRandom random = new SplittableRandom(4);
    return Shards.of(
        IntStream.range(0, size)
            .mapToObj(
                i -> {
                  byte[] pixels = new byte[64];
                  random.nextBytes(pixels);
                  return pixels;
                })
            .toList(),
        64,
        i -> i % CLASSES);
  }
}
