package io.convrelu.train.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.BadInputException;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTransformerTest {

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static PreparedDataset images;
  private static Dataset<Row> test;

  @BeforeAll
  static void train() {
    spark = LocalSpark.start("local[2]");
    images = SyntheticData.images(spark, folder.resolve("images"), 203);
    SmallTraining.images(spark, images, folder.resolve("trained"));
    test = images.rows(spark, Split.TEST);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void itAddsWhatTheJobWrites() throws IOException {
    PredictionSummary summary =
        new Predictor(spark)
            .predict(
                new PredictionRequest(
                    place("trained"),
                    place("images"),
                    place("scored"),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    ExistingOutput.REFUSE));

    Dataset<Row> result = NetworkTransformer.load(place("trained")).transform(test);

    assertThat(result.columns())
        .containsExactly("id", "label", "coarse_label", "image", "prediction", "probability");
    List<Row> both =
        result
            .join(spark.read().parquet(place("scored")).drop("label", "probability"), "id")
            .select("prediction", "class", "probability", "probabilities")
            .collectAsList();
    assertThat(both).hasSize(40);
    for (Row row : both) {
      assertThat(row.getDouble(0)).isEqualTo(row.getInt(1));
      List<Float> probabilities = row.getList(3);
      for (int c = 0; c < 4; c++) {
        assertThat(((Vector) row.get(2)).apply(c)).isEqualTo(probabilities.get(c).doubleValue());
      }
    }
    double accuracy =
        new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(result);
    assertThat(accuracy).isEqualTo(summary.score().top1());
  }

  @Test
  void itIsAStageLikeAnyOther() throws IOException {
    NetworkTransformer network =
        NetworkTransformer.load(place("trained"))
            .setInputCol("photo")
            .setPredictionCol("best")
            .setProbabilityCol("p");
    IndexToString names = new IndexToString().setInputCol("best").setOutputCol("name");
    Dataset<Row> photos = test.select(test.col("id"), test.col("image").as("photo"));
    PipelineModel pipeline =
        new Pipeline().setStages(new PipelineStage[] {network, names}).fit(photos);
    pipeline.save(place("pipeline"));

    PipelineModel loaded = PipelineModel.load(place("pipeline"));

    NetworkTransformer stage = (NetworkTransformer) loaded.stages()[0];
    assertThat(stage.uid()).isEqualTo(network.uid());
    assertThat(stage.getInputCol()).isEqualTo("photo");
    assertThat(stage.model().description()).isEqualTo(network.model().description());
    List<Row> expected = pipeline.transform(photos).orderBy("id").collectAsList();
    assertThat(loaded.transform(photos).orderBy("id").collectAsList()).isEqualTo(expected);
    assertThat(expected)
        .hasSize(40)
        .allSatisfy(
            row -> {
              int best = (int) row.getDouble(row.fieldIndex("best"));
              assertThat((String) row.getAs("name"))
                  .isEqualTo(images.description().classNames().get(best));
            });
  }

  @Test
  void aSavedStageIsLoadedAndReplacedByTheUsualMeans() throws IOException {
    NetworkTransformer network = NetworkTransformer.load(place("trained/model"));
    network.setPredictionCol("class");
    network.save(place("stage"));
    assertThatThrownBy(() -> network.save(place("stage"))).hasMessageContaining("already exists");
    network.write().overwrite().save(place("stage"));

    NetworkTransformer loaded = NetworkTransformer.load(place("stage"));

    assertThat(loaded.getPredictionCol()).isEqualTo("class");
    assertThat(loaded.getProbabilityCol()).isEqualTo("probability");
    assertThat(loaded.explainParams()).contains("inputCol", "probabilityCol");
    assertThat(loaded.copy(loaded.extractParamMap()).getPredictionCol()).isEqualTo("class");
    assertThat(loaded.transform(test).limit(3).count()).isEqualTo(3);
  }

  @Test
  void columnsAreCheckedBeforeAnythingRuns() throws IOException {
    NetworkTransformer network = NetworkTransformer.load(place("trained"));

    assertThatThrownBy(() -> network.transformSchema(test.drop("image").schema()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no column image; its columns are id string, label integer");
    assertThatThrownBy(() -> network.transform(test.withColumn("image", test.col("id"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has column image of type string, expected Spark's image struct");
    assertThatThrownBy(() -> network.transform(test.withColumn("prediction", test.col("id"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is a column prediction already");
    assertThatThrownBy(() -> NetworkTransformer.load(place("images")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is a prepared data set");
  }

  @Test
  void anImageOfAnotherSizeFailsWithItsReason() throws IOException {
    Dataset<Row> wrong =
        test.selectExpr(
            "id",
            "named_struct('height', 16, 'width', 64, 'nChannels', 3, 'data', image.data)"
                + " as image");

    assertThatThrownBy(() -> NetworkTransformer.load(place("trained")).transform(wrong).count())
        .hasStackTraceContaining(
            "column image: a row: is one of 64×16 images of 3 channels, the model reads 32×32");
  }

  private static String place(String name) {
    return folder.resolve(name).toString();
  }
}
