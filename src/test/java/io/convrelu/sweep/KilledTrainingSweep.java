package io.convrelu.sweep;

import io.convrelu.conf.Settings;
import io.convrelu.data.PreparedDataset;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.training.TrainingTrials;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialProgram;
import io.convrelu.testing.LocalSpark;
import io.convrelu.train.TrainingJob;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;

/**
 * A sweep of real trainings in a JVM of its own, which ends as {@code kill -9} would end it when so
 * many epochs of all trials together are done: {@code KilledTrainingSweep DATA OUTPUT SPACE
 * EPOCHS}.
 */
public final class KilledTrainingSweep {

  private KilledTrainingSweep() {}

  public static void main(String[] args) throws Exception {
    int fatal = Integer.parseInt(args[3]);
    AtomicInteger epochs = new AtomicInteger();
    SweepListener killer =
        new SweepListener() {
          @Override
          public void epoch(PlannedTrial trial, TrialResult.EpochPoint epoch) {
            if (epochs.incrementAndGet() == fatal) {
              Runtime.getRuntime().halt(137);
            }
          }
        };
    run(LocalSpark.start("local[2]"), args[0], args[1], args[2], killer);
  }

  /** Runs the sweep; takes over from a dead driver after two seconds. */
  public static SweepOutcome run(
      SparkSession spark, String data, String output, String space, SweepListener listener)
      throws Exception {
    Settings settings = Settings.parse(space, "test.conf");
    PreparedDataset dataset =
        PreparedDataset.open(spark.sparkContext().hadoopConfiguration(), data);
    try (TrainingJob job = new TrainingJob(spark, dataset)) {
      TrialProgram program = new TrainingTrials(job, settings).program();
      return new Sweep(spark, program, output, List.of(listener), Duration.ofSeconds(2))
          .run(settings);
    }
  }
}
