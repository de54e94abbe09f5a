package io.convrelu.cli;

import io.convrelu.cli.failure.GivenPaths;
import io.convrelu.report.Report;
import io.convrelu.report.ReportFiles;
import io.convrelu.report.TextTable;
import io.convrelu.sweep.SweepResults;
import io.convrelu.sweep.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jobs/report.sh}: what sweeps found, as a page, as CSV and as text. */
@Command(
    name = "report",
    description = {
      "Puts the trials of one or more sweeps into tables beside the paper's figures and writes"
          + " report.html (one self-contained page) and table.csv. A sweep that is still running"
          + " can be reported too: its ended trials are shown.",
      "",
      "docs/REPORT.md says what each part means."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:the report was written, whatever became of the trials",
      " 1:the report could not be written",
      " 2:usage error",
      " 3:an input is no sweep, is empty or is damaged; nothing was written"
    })
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "SWEEP-OUTPUT",
      description =
          "The output of jobs/sweep.sh, on any Hadoop file system; may be repeated, all trials come"
              + " into one report.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the files, on any Hadoop file system; older ones are replaced.")
  private String output;

  @Mixin private SparkOptions sparkOptions;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (SparkSession spark = sparkOptions.start("report")) {
      GivenPaths paths = new GivenPaths(spark.sparkContext().hadoopConfiguration());
      inputs.forEach(input -> paths.readable("--input", input));
      paths.writable("--output", output).check();
      List<TrialResult> results = new ArrayList<>();
      for (String input : inputs) {
        results.addAll(SweepResults.read(spark, input));
      }
      Report report = Report.of(inputs, results);
      Path page = ReportFiles.in(spark.sparkContext().hadoopConfiguration(), output).write(report);
      out.print(TextTable.write(report));
      out.println();
      out.println("table: " + shown(new Path(page.getParent(), ReportFiles.TABLE)));
      out.println("page:  " + shown(page));
      out.flush();
    }
    return ExitCode.OK;
  }

  /** A local path as people type it. */
  private static String shown(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }
}
