package io.convrelu.sweep;

import io.convrelu.conf.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A sweep in a JVM of its own that is killed in the middle: {@code KilledSweep OUTPUT SPACE N}
 * halts the JVM, as {@code kill -9} would, while trial N is running and has written half of its
 * files.
 */
public final class KilledSweep {

  private KilledSweep() {}

  public static void main(String[] args) throws Exception {
    String output = args[0];
    int fatal = Integer.parseInt(args[2]);
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .appName("killed-sweep")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
    FakeTraining training = new FakeTraining(FakeTraining.DATA);
    TrialRunner runner =
        trial -> {
          TrialResult result = training.run(trial);
          if (training.started().size() == fatal) {
            Path folder = Path.of(java.net.URI.create(trial.folder()));
            Files.writeString(folder.resolve("metrics.jsonl"), "{\"epoch\": 1");
            Files.writeString(folder.resolve(".result.json.tmp"), "{ \"schemaVersion\" : 1");
            Runtime.getRuntime().halt(137);
          }
          return result;
        };
    TrialProgram program = new TrialProgram(FakeTraining.DATA, FakeTraining::describe, runner);
    new Sweep(spark, program, output, new SilentListener()).run(Settings.parse(args[1], "args"));
  }

  private static final class SilentListener implements SweepListener {

    @Override
    public void planned(TrialPlan plan, int ended) {}

    @Override
    public void ended(int position, int left, PlannedTrial trial, TrialResult result) {}
  }
}
