package io.convrelu.cli;

import io.convrelu.cli.failure.GivenPaths;
import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.PreparedDataset;
import io.convrelu.sweep.rerun.Difference;
import io.convrelu.sweep.rerun.Rerun;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.store.TrialFolder;
import io.convrelu.train.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobs/rerun.sh}: trains a trial again and compares, bit for bit. */
@Command(
    name = "rerun",
    description = {
      "Trains a trial of a sweep again, with the configuration that is recorded of it, and compares"
          + " parameters and every epoch's losses and accuracies bit for bit.",
      "",
      "What differs in code, configuration, data, machine and cluster is printed before."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:the repetition is identical",
      " 1:it differs, or could not be trained to its end",
      " 2:usage or configuration error; nothing was trained",
      " 3:no such trial, no such data set, or one of them is damaged"
    })
final class RerunCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "TRIAL",
      description = "Folder of the trial: OUTPUT/trials/ID, on any Hadoop file system.")
  private String folder;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "The trial's data set. Default: where it was.")
  private String data = "";

  @Option(
      names = "--output",
      paramLabel = "PATH",
      description =
          "Where metrics, layers and model of the repetition are kept; must not exist. Default: a"
              + " temporary folder, which is removed.")
  private String output = "";

  @Mixin private SparkOptions sparkOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (SparkSession spark = sparkOptions.startTraining("rerun")) {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      GivenPaths given = new GivenPaths(hadoop).readable("TRIAL", folder);
      if (!data.isEmpty()) {
        given.readable("--data", data);
      }
      if (!output.isEmpty()) {
        given.writable("--output", output);
      }
      given.check();
      requireNew(hadoop);
      TrialResult recorded = new TrialFolder(hadoop, folder).result();
      PreparedDataset dataset = PreparedDataset.open(hadoop, dataPath(recorded));
      return rerun(spark, recorded, dataset);
    }
  }

  private int rerun(SparkSession spark, TrialResult recorded, PreparedDataset dataset)
      throws IOException {
    boolean temporary = output.isEmpty();
    String target =
        temporary ? Files.createTempDirectory("convrelu-rerun").toUri().toString() : output;
    try (TrainingJob job = new TrainingJob(spark, dataset);
        ProgressLine progress = ProgressLine.onTerminal(spec.commandLine().getErr())) {
      Rerun rerun = new Rerun(recorded, job);
      RerunReport report = new RerunReport(spec.commandLine().getOut(), recorded);
      report.before(rerun.circumstances());
      List<Difference> differences = rerun.outcome(rerun.train(target, progress));
      report.after(differences);
      return differences.isEmpty() ? ExitCode.OK : ExitCode.RUN_FAILED;
    } finally {
      if (temporary) {
        Path path = new Path(target);
        path.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(path, true);
      }
    }
  }

  private String dataPath(TrialResult recorded) {
    String path = data.isEmpty() ? recorded.provenance().data().path() : data;
    if (path.isEmpty()) {
      throw problem(
          "--data", folder, "is needed: results of schema version 1 do not say where the data are");
    }
    return path;
  }

  private void requireNew(Configuration hadoop) throws IOException {
    if (output.isEmpty()) {
      return;
    }
    Path path = new Path(output);
    FileSystem files = path.getFileSystem(hadoop);
    if (files.exists(path)) {
      throw problem("--output", output, "already exists; name another folder");
    }
  }

  private static ConfigException problem(String key, String place, String message) {
    return new ConfigException(List.of(new ConfigProblem(key, place, message)));
  }
}
