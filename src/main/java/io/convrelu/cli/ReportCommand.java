package io.convrelu.cli;

import io.convrelu.cli.failure.GivenPaths;
import io.convrelu.report.Metric;
import io.convrelu.report.Report;
import io.convrelu.report.TextTable;
import io.convrelu.report.compare.CompareTable;
import io.convrelu.report.compare.Side;
import io.convrelu.report.compare.SweepComparison;
import io.convrelu.report.files.ReportFiles;
import io.convrelu.report.paper.PaperText;
import io.convrelu.report.trial.SweepLayers;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.store.SweepResults;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code jobs/report.sh}: what sweeps found, as a page, as files and as text. */
@Command(
    name = "report",
    description = {
      "Puts the trials of one or more sweeps into tables beside the paper's figures and writes"
          + " report.html (one self-contained page), tables and trials as CSV and Parquet, and"
          + " figures as SVG and PNG. With --compare it sets two sweeps over the same data side by"
          + " side and writes compare.html and compare.csv. A sweep that is still running can be"
          + " reported too: its ended trials are shown.",
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
      " 3:an input is no sweep, is empty or is damaged, no trial reports the metric, or two sweeps"
          + " to compare have no data in common; nothing was written"
    })
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Inputs inputs;

  /** Some sweeps for one report, or two to compare. */
  static final class Inputs {

    @Option(
        names = "--input",
        required = true,
        paramLabel = "SWEEP-OUTPUT",
        description =
            "The output of jobs/sweep.sh, on any Hadoop file system; may be repeated, all trials"
                + " come into one report.")
    private List<String> together = new ArrayList<>();

    @Option(
        names = "--compare",
        required = true,
        arity = "2",
        paramLabel = "SWEEP-OUTPUT",
        description = "Two sweeps over the same data, A and B, that are set side by side.")
    private List<String> compared = new ArrayList<>();
  }

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the files, on any Hadoop file system; older ones are replaced.")
  private String output;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      defaultValue = "test-top1",
      converter = MetricName.class,
      description =
          "What tables compare by: test-top1, validation-top1, test-loss or test-top5. Default:"
              + " ${DEFAULT-VALUE}.")
  private Metric metric;

  @Mixin private SparkOptions sparkOptions;

  @Override
  public Integer call() throws IOException {
    if (System.getProperty("java.awt.headless") == null) {
      // Figures are drawn without a screen, whether there is one or not.
      System.setProperty("java.awt.headless", "true");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (SparkSession spark = sparkOptions.start("report")) {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      GivenPaths paths = new GivenPaths(hadoop);
      inputs.together.forEach(input -> paths.readable("--input", input));
      inputs.compared.forEach(input -> paths.readable("--compare", input));
      paths.writable("--output", output).check();
      ReportFiles files = ReportFiles.in(hadoop, output);
      if (inputs.compared.isEmpty()) {
        report(spark, files, out);
      } else {
        compare(spark, files, out);
      }
      out.flush();
    }
    return ExitCode.OK;
  }

  private void report(SparkSession spark, ReportFiles files, PrintWriter out) throws IOException {
    List<TrialResult> results = new ArrayList<>();
    for (String input : inputs.together) {
      results.addAll(SweepResults.read(spark, input));
    }
    Report report = Report.of(inputs.together, metric, results);
    ReportFiles.Written written =
        files.write(
            report, new SweepLayers(spark.sparkContext().hadoopConfiguration(), inputs.together));
    Path folder = written.page().getParent();
    out.print(TextTable.write(report));
    out.println();
    String paper = PaperText.write(report);
    out.print(paper);
    out.print(paper.isEmpty() ? "" : System.lineSeparator());
    if (!written.problem().isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("no PNG figures: " + written.problem());
      err.flush();
    }
    out.println("table:   " + shown(new Path(folder, ReportFiles.TABLE)));
    out.println("trials:  " + shown(new Path(folder, ReportFiles.TRIALS)));
    out.println(
        "figures: " + shown(new Path(folder, "figures")) + ", " + written.figures() + " files");
    out.println("page:    " + shown(written.page()));
  }

  private void compare(SparkSession spark, ReportFiles files, PrintWriter out) throws IOException {
    if (inputs.compared.size() > 2) {
      throw new picocli.CommandLine.ParameterException(
          spec.commandLine(), "--compare takes two sweeps, once");
    }
    String a = inputs.compared.get(0);
    String b = inputs.compared.get(1);
    SweepComparison comparison =
        SweepComparison.of(
            new Side(a, SweepResults.read(spark, a)),
            new Side(b, SweepResults.read(spark, b)),
            metric);
    Path page = files.write(comparison);
    out.print(CompareTable.write(comparison));
    out.println();
    out.println("table: " + shown(new Path(page.getParent(), ReportFiles.COMPARE)));
    out.println("page:  " + shown(page));
  }

  /** A local path as people type it. */
  private static String shown(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  /** Reads a metric by its name. */
  static final class MetricName implements ITypeConverter<Metric> {

    @Override
    public Metric convert(String name) {
      return Metric.named(name)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + name
                          + "' is no metric; allowed: "
                          + Arrays.stream(Metric.values())
                              .map(Metric::key)
                              .collect(Collectors.joining(", "))));
    }
  }
}
