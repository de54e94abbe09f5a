package io.convrelu.sweep;

import io.convrelu.conf.Settings;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.trial.TrialProgram;
import io.convrelu.sweep.trial.TrialRunner;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A sweep in a JVM of its own that does not live to its end: {@code KilledSweep OUTPUT SPACE N
 * END}. In trial N, when half of its files are written, {@code halt} ends the JVM as {@code kill
 * -9} would; {@code wait-in-spark} and {@code wait-in-driver} wait, in a Spark job or outside of
 * one, for someone to send SIGTERM.
 */
public final class KilledSweep {

  /** Printed when the trial waits. */
  static final String READY = "the trial waits";

  private KilledSweep() {}

  public static void main(String[] args) throws Exception {
    int fatal = Integer.parseInt(args[2]);
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .appName("killed-sweep")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
    FakeTraining training = new FakeTraining(FakeTraining.DATA);
    TrialRunner runner =
        (trial, control) -> {
          TrialResult result = training.run(trial, control);
          if (training.started().size() == fatal) {
            Path folder = Path.of(URI.create(trial.folder()));
            Files.writeString(folder.resolve(".result.json.tmp"), "{ \"schemaVersion\" : 1");
            Files.writeString(folder.resolve("metrics.jsonl"), "{\"epoch\": 1");
            end(spark, args[3]);
          }
          return result;
        };
    TrialProgram program = new TrialProgram(FakeTraining.DATA, FakeTraining::describe, runner);
    new Sweep(spark, program, args[0], List.of()).run(Settings.parse(args[1], "args"));
  }

  private static void end(SparkSession spark, String how) throws InterruptedException {
    switch (how) {
      case "halt" -> Runtime.getRuntime().halt(137);
      case "wait-in-spark" ->
          JavaSparkContext.fromSparkContext(spark.sparkContext())
              .parallelize(List.of(1), 1)
              .foreach(KilledSweep::announceAndWait);
      case "wait-in-driver" -> announceAndWait(1);
      default -> throw new IllegalArgumentException(how);
    }
  }

  private static void announceAndWait(int minutes) throws InterruptedException {
    System.out.println(READY);
    TimeUnit.MINUTES.sleep(minutes);
  }
}
