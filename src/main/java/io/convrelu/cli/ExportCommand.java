package io.convrelu.cli;

import io.convrelu.cli.failure.GivenPaths;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.train.TrainedModel;
import io.convrelu.train.predict.Dl4jFile;
import io.convrelu.train.predict.ModelFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jobs/export.sh}: a trained model as DL4J's own model file. */
@Command(
    name = "export",
    description = {
      "Write a trained model as DL4J's own model file, a .zip that ComputationGraph.load reads where"
          + " the job jar is on the class path.",
      "In it are the network and all its parameters; there is no updater state.",
      "",
      "docs/PREDICT.md shows how to load it."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:the file was written",
      " 1:the file could not be written",
      " 2:usage error, or the output is taken",
      " 3:the model cannot be used"
    })
final class ExportCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      required = true,
      paramLabel = "PATH",
      description =
          "The folder model/ that jobs/train.sh or a trial of jobs/sweep.sh has written, or the"
              + " folder around it.")
  private String model = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The file to make, on any Hadoop file system.")
  private String output = "";

  @Option(names = "--overwrite", description = "Replace the file if there is one.")
  private boolean overwrite = false;

  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (SparkSession session = sparkOptions.start("export")) {
      Configuration hadoop = session.sparkContext().hadoopConfiguration();
      new GivenPaths(hadoop).readable("--model", model).writable("--output", output).check();
      TrainedModel trained = ModelFolder.open(hadoop, model);
      Dl4jFile.write(
          hadoop, trained, output, overwrite ? ExistingOutput.REPLACE : ExistingOutput.REFUSE);
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          Locale.ROOT,
          "model: %s (%d classes of %s%s)%nexported: %s%n",
          trained.place(),
          trained.description().classes(),
          trained.description().dataset(),
          trained.description().synthetic() ? ", SYNTHETIC" : "",
          output);
      out.flush();
    }
    return ExitCode.OK;
  }
}
