package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.data.DatasetDescription.ImageShape;
import io.convrelu.data.batch.Augmentation;
import io.convrelu.data.batch.ImageEncoder;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.Shards;
import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.Networks;
import io.convrelu.zoo.UpdateRule;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalSpark.class)
class ModelScorerTest {

  private static final ImageEncoder ENCODER =
      new ImageEncoder(
          new ImageShape(1, 8, 8, List.of(128.0), List.of(64.0)), Augmentation.PAD_CROP_FLIP);
  private static final int CLASSES = 3;
  private static final int EXAMPLES = 11;
  private static final int BATCH = 4;

  @Test
  void probabilitiesAreThoseOfTheEvaluationBitForBit(SparkSession session) throws Exception {
    ModelState model = model();
    List<byte[]> examples = examples();
    PartialScore evaluated =
        new EvaluationTask(
                JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(model),
                new BatchShape(BATCH, ENCODER, CLASSES),
                0)
            .call(List.of(Shards.of(examples, 64, i -> i % CLASSES)).iterator())
            .next();

    double loss = 0;
    try (ModelScorer scorer = ModelScorer.open(model, ENCODER, CLASSES, BATCH)) {
      for (int from = 0; from < EXAMPLES; from += BATCH) {
        List<byte[]> batch = examples.subList(from, Math.min(EXAMPLES, from + BATCH));
        float[] p = scorer.score(batch);
        assertThat(p).hasSize(batch.size() * CLASSES);
        // A task adds up a batch before it adds the batch.
        double ofBatch = 0;
        for (int n = 0; n < batch.size(); n++) {
          ofBatch -= Math.log(p[n * CLASSES + (from + n) % CLASSES]);
        }
        loss += ofBatch;
      }
    }
    assertThat(loss).isEqualTo(evaluated.lossSum());
  }

  @Test
  void aNetworkThatOverflowsGivesNoProbabilities() throws Exception {
    ModelState sound = model();
    float[] parameters = new float[sound.parameters().length];
    Arrays.fill(parameters, 1e38f);
    try (ModelScorer scorer =
        ModelScorer.open(sound.with(parameters, new float[0]), ENCODER, CLASSES, BATCH)) {
      assertThat(scorer.score(examples().subList(0, 2))).hasSize(2 * CLASSES).contains(Float.NaN);
    }
  }

  private static ModelState model() {
    TrainingPlan plan = TrainingPlan.of(Settings.EMPTY.with(List.of("network.name=cnn-small")));
    return ModelState.initial(
        Networks.configure(
            plan.network(),
            new ExampleShape(1, 8, 8, CLASSES),
            new UpdateRule(plan.train().updater(1), 0, 0, 3)),
        3);
  }

  private static List<byte[]> examples() {
    SplittableRandom random = new SplittableRandom(4);
    return IntStream.range(0, EXAMPLES)
        .mapToObj(
            i -> {
              byte[] pixels = new byte[64];
              random.nextBytes(pixels);
              return pixels;
            })
        .toList();
  }
}
