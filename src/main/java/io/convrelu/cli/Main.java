package io.convrelu.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the job jar: {@code Main COMMAND [options]}. */
@Command(
    name = "convrelu",
    description = "Train and compare adaptive-activation networks on Spark.",
    mixinStandardHelpOptions = true,
    version = "convrelu-spark 0.1.0",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:ok",
      " 1:a run failed",
      " 2:usage or configuration error",
      " 3:bad input data"
    },
    subcommands = {
      PrepareCommand.class,
      DescribeCommand.class,
      TrainCommand.class,
      SweepCommand.class,
      ReportCommand.class,
      RerunCommand.class,
      PredictCommand.class,
      ExportCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] args) {
    int status = commandLine().execute(args);
    if (status != ExitCode.OK || !isInsideApplicationMaster()) {
      System.exit(status);
    }
  }

  /**
   * Whether this JVM is YARN's application master, which runs the driver in cluster mode: it ends
   * by itself when main returns, and takes a call of exit, of whatever status, for a failure.
   */
  private static boolean isInsideApplicationMaster() {
    return "yarn".equals(System.getProperty("spark.master"))
        && "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(new ErrorHandler())
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
