package io.convrelu.bench.ours;

import io.convrelu.bench.worker.WorkerSettings;
import io.convrelu.data.PreparationChoices;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.prepare.DatasetName;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.data.prepare.PrepareRequest;
import io.convrelu.data.prepare.Preparer;
import io.convrelu.data.synthetic.SyntheticSize;
import io.convrelu.train.EpochMetrics;
import io.convrelu.train.TrainingJob;
import io.convrelu.train.TrainingPlan;
import io.convrelu.train.TrainingProgress;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.commons.io.FileUtils;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * A local Spark with a task a worker, set up as jobs/submit.sh does it, and a prepared data set:
 * CIFAR-10, or as many synthetic images where there is none.
 */
final class SparkJob implements AutoCloseable {

  private static final SyntheticSize SYNTHETIC = new SyntheticSize(10_000, 10);
  private static final String DEFAULTS = "bench.spark.defaults";

  private final WorkerSettings settings;
  private final Path folder;
  private final SparkSession session;
  private final PreparedDataset dataset;
  private final TrainingJob training;

  SparkJob(WorkerSettings settings) throws IOException {
    this.settings = settings;
    this.folder = Files.createTempDirectory("bench");
    this.session = SparkSession.builder().config(configuration(settings.workers())).getOrCreate();
    DatasetName name = settings.data().isPresent() ? DatasetName.CIFAR10 : DatasetName.SYNTHETIC;
    new Preparer(session)
        .prepare(
            new PrepareRequest(
                name,
                settings.data().map(Path::toString).orElse(""),
                place("data"),
                1,
                new PreparationChoices(0, OptionalInt.empty()),
                SYNTHETIC,
                ExistingOutput.REPLACE));
    this.dataset =
        PreparedDataset.open(session.sparkContext().hadoopConfiguration(), place("data"));
    this.training = new TrainingJob(session, dataset);
  }

  private static SparkConf configuration(int tasks) throws IOException {
    SparkConf conf = new SparkConf().setMaster("local[" + tasks + "]").setAppName("bench");
    Properties defaults = new Properties();
    try (InputStream file = new FileInputStream(System.getProperty(DEFAULTS))) {
      defaults.load(file);
    }
    defaults.stringPropertyNames().forEach(key -> conf.set(key, defaults.getProperty(key)));
    return conf;
  }

  SparkSession session() {
    return session;
  }

  PreparedDataset dataset() {
    return dataset;
  }

  /** A path in a folder that lives as long as this. */
  String place(String name) {
    return folder.resolve(name).toString();
  }

  /** Trains from the beginning, with checkpoints, as the command does; returns its epochs. */
  List<EpochMetrics> train(int epochs) {
    TrainingPlan plan = GraphConfigurations.plan(settings, epochs);
    try {
      training.discardCheckpoints(place("run"));
      return training
          .run(plan, training.beginning(plan), place("run"), TrainingProgress.SILENT)
          .epochs();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    training.close();
    session.close();
    FileUtils.deleteQuietly(folder.toFile());
  }
}
