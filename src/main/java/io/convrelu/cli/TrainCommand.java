package io.convrelu.cli;

import io.convrelu.cli.failure.GivenPaths;
import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.PreparedDataset;
import io.convrelu.train.Evaluation;
import io.convrelu.train.StartingPoint;
import io.convrelu.train.TrainingJob;
import io.convrelu.train.TrainingPlan;
import io.convrelu.train.TrainingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one network. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Train one network by parameter averaging.",
      "Writes metrics.jsonl (one line an epoch), checkpoints/ and model/ into the output folder. The"
          + " last lines printed are the test accuracy and the SHA-256 of the final parameters."
    })
final class TrainCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description = "Prepared data set (jobs/prepare.sh).")
  private String data;

  @Option(
      names = "--output",
      paramLabel = "PATH",
      required = true,
      description = "Folder for metrics, checkpoints and model; must not exist.")
  private String output;

  @Option(names = "--overwrite", description = "Replace the output folder if it exists.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      description =
          "Go on from the newest sound checkpoint in the output folder, with the same data and"
              + " settings; start from the beginning where there is none.")
  private boolean resume;

  @Mixin private ConfigOptions config;
  @Mixin private SparkOptions sparkOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (resume && overwrite) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  "--resume", "--overwrite", "one goes on with what the other deletes; give one")));
    }
    TrainingPlan plan;
    try (SparkSession spark = sparkOptions.startTraining("train")) {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      new GivenPaths(hadoop).readable("--data", data).writable("--output", output).check();
      plan = TrainingPlan.of(config.settings(hadoop));
      PreparedDataset dataset = PreparedDataset.open(hadoop, data);
      try (TrainingJob job = new TrainingJob(spark, dataset);
          ProgressLine progress = ProgressLine.onTerminal(spec.commandLine().getErr())) {
        job.validate(plan);
        StartingPoint start = start(job, plan, hadoop);
        return report(job.run(plan, start, output, progress), dataset);
      }
    }
  }

  private StartingPoint start(TrainingJob job, TrainingPlan plan, Configuration hadoop)
      throws IOException {
    if (!resume) {
      clear(hadoop);
      return job.beginning(plan);
    }
    StartingPoint newest = job.newestCheckpoint(plan, output);
    PrintWriter err = spec.commandLine().getErr();
    newest.explanation().forEach(line -> err.println("resume: " + line));
    err.flush();
    return newest;
  }

  private void clear(Configuration hadoop) throws IOException {
    Path folder = new Path(output);
    FileSystem files = folder.getFileSystem(hadoop);
    if (!files.exists(folder)) {
      return;
    }
    if (!overwrite) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  "--output",
                  output,
                  "already exists; name another folder, or add --resume to go on with the training in it,"
                      + " or --overwrite to replace it")));
    }
    files.delete(folder, true);
  }

  private int report(TrainingRun run, PreparedDataset dataset) {
    PrintWriter out = spec.commandLine().getOut();
    if (run.divergence().isPresent()) {
      spec.commandLine().getErr().println("diverged: " + run.divergence().get().message());
      return ExitCode.RUN_FAILED;
    }
    Evaluation test = run.epochs().get(run.epochs().size() - 1).test();
    out.printf(
        Locale.ROOT,
        "model: %s%ntest accuracy: %.4f (%d of %d%s examples, top-1)%n",
        output + "/model",
        test.top1(),
        Math.round(test.top1() * test.examples()),
        test.examples(),
        dataset.description().synthetic() ? " SYNTHETIC" : "");
    out.println("parameters sha256: " + run.model().parametersSha256());
    out.flush();
    return ExitCode.OK;
  }
}
