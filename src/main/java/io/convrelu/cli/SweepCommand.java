package io.convrelu.cli;

import io.convrelu.cli.failure.GivenPaths;
import io.convrelu.cli.progress.SweepProgress;
import io.convrelu.conf.Settings;
import io.convrelu.sweep.Sweep;
import io.convrelu.sweep.SweepListener;
import io.convrelu.sweep.SweepOutcome;
import io.convrelu.sweep.SweepPlan;
import io.convrelu.sweep.result.Cells;
import io.convrelu.sweep.sink.SweepSinks;
import io.convrelu.sweep.trial.TrialProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jobs/sweep.sh}: many trials, and a table of what they reached. */
@Command(
    name = "sweep",
    description = {
      "Trains every point of a space of settings, once for each seed, and records how each"
          + " trial ended. Started again on the same output it goes on: what is complete does not"
          + " run again.",
      "",
      "The space is the section sweep of the configuration; docs/SWEEPS.md describes it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:every trial completed, or was pruned as configured; or a dry run",
      " 1:a trial diverged, failed, timed out or was lost, or the sweep was stopped",
      " 2:usage or configuration error; nothing was started",
      " 3:bad input data, or a damaged output folder"
    })
final class SweepCommand implements Callable<Integer> {

  private final TrialProgramFactory programs;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "A data set made by jobs/prepare.sh, on any Hadoop file system.")
  private String data;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "Where trials and results are kept, on any Hadoop file system.")
  private String output;

  @Mixin private ConfigOptions config;

  @Mixin private SparkOptions sparkOptions;

  @Mixin private DryRunOptions dryRun;

  SweepCommand() {
    this(new TrialRunners());
  }

  SweepCommand(TrialProgramFactory programs) {
    this.programs = programs;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (SparkSession spark = sparkOptions.startSweep()) {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      new GivenPaths(hadoop).readable("--data", data).writable("--output", output).check();
      Settings settings = config.settings(hadoop);
      TrialProgram program = programs.open(spark, data, settings);
      if (dryRun.wanted()) {
        SweepPlan plan = SweepPlan.read(settings, program, id -> output + "/trials/" + id);
        out.print(dryRun.run(spark, data, output).describe(plan));
        out.flush();
        return ExitCode.OK;
      }
      SweepOutcome outcome = run(spark, program, settings);
      out.print(SweepTable.of(Cells.of(outcome.results())));
      out.flush();
      outcome.stopped().ifPresent(why -> err.println("error: " + why));
      err.flush();
      return outcome.complete() ? ExitCode.OK : ExitCode.RUN_FAILED;
    } catch (InterruptedException e) {
      err.println("stopped; what had ended is kept, the same command goes on from there");
      err.flush();
      Thread.currentThread().interrupt();
      return ExitCode.RUN_FAILED;
    }
  }

  private SweepOutcome run(SparkSession spark, TrialProgram program, Settings settings)
      throws IOException, InterruptedException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    PrintWriter err = spec.commandLine().getErr();
    try (SweepProgress progress = new SweepProgress(err, System.getenv(), System::nanoTime)) {
      List<SweepListener> listeners = new ArrayList<>();
      listeners.add(progress);
      listeners.addAll(SweepSinks.of(settings, hadoop, output));
      return new Sweep(spark, program, output, listeners).run(settings);
    }
  }
}
