package io.convrelu.train;

import io.convrelu.conf.Settings;
import io.convrelu.data.PreparedDataset;
import io.convrelu.testing.LocalSpark;
import io.convrelu.train.checkpoint.HaltingFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * A training in a JVM of its own that does not live to its end: {@code KilledTraining DATA OUTPUT
 * MOMENT CHECKPOINT MARKER SETTING...}. MOMENT is one of {@link HaltingFileSystem.Moment}, of
 * writing CHECKPOINT, or {@link #BETWEEN}: when that many rounds are done, and nothing is being
 * written. Then the file MARKER appears, and the training waits to be killed.
 */
public final class KilledTraining {

  /** A moment between two checkpoints. */
  static final String BETWEEN = "BETWEEN";

  private KilledTraining() {}

  public static void main(String[] args) throws Exception {
    Path marker = Path.of(args[4]);
    boolean between = args[2].equals(BETWEEN);
    int rounds = Integer.parseInt(args[3]);
    SparkSession spark = LocalSpark.start("local[2]");
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    if (!between) {
      HaltingFileSystem.settings(HaltingFileSystem.Moment.valueOf(args[2]), args[3], marker)
          .forEach(hadoop::set);
    }
    TrainingPlan plan = TrainingPlan.of(Settings.EMPTY.with(List.of(args).subList(5, args.length)));
    String output = (between ? "file" : HaltingFileSystem.SCHEME) + "://" + args[1];
    try (TrainingJob job = new TrainingJob(spark, PreparedDataset.open(hadoop, args[0]))) {
      job.run(
          plan,
          job.beginning(plan),
          output,
          new TrainingProgress() {
            private int done;

            @Override
            public void round(Position position) {
              done++;
              if (between && done == rounds) {
                waitFor(marker);
              }
            }

            @Override
            public void epoch(EpochMetrics metrics) {}
          });
    }
  }

  private static void waitFor(Path marker) {
    try {
      Files.createFile(marker);
      TimeUnit.HOURS.sleep(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("was interrupted where it should have been killed", e);
    }
  }
}
