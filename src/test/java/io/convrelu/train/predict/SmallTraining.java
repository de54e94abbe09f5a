package io.convrelu.train.predict;

import io.convrelu.conf.Settings;
import io.convrelu.data.PreparedDataset;
import io.convrelu.train.TrainingJob;
import io.convrelu.train.TrainingPlan;
import io.convrelu.train.TrainingProgress;
import io.convrelu.train.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Trainings of one worker that leave a model behind. */
final class SmallTraining {

  private SmallTraining() {}

  static TrainingRun images(SparkSession spark, PreparedDataset data, Path output) {
    return run(spark, data, output, "network.name=cnn-small", "activation.name=conv-relu");
  }

  static TrainingRun texts(SparkSession spark, PreparedDataset data, Path output) {
    return run(
        spark,
        data,
        output,
        "network.name=char-cnn-small",
        "network.text-length=130",
        "activation.name=conv-relu");
  }

  private static TrainingRun run(
      SparkSession spark, PreparedDataset data, Path output, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(
        List.of(
            "train.epochs=1",
            "train.lr-steps=[]",
            "train.lr=0.01",
            "train.batch-size=16",
            "train.workers=1",
            "train.memory-check=warn",
            "train.probed-examples=0"));
    try (TrainingJob job = new TrainingJob(spark, data)) {
      return job.run(
          TrainingPlan.of(Settings.EMPTY.with(all)), output.toString(), TrainingProgress.SILENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
