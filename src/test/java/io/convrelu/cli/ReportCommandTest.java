package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.report.SampleLayers;
import io.convrelu.sweep.FakeTraining;
import io.convrelu.sweep.RecordedLayers;
import io.convrelu.sweep.result.SweepData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a real sweep's Parquet table to files and text. */
class ReportCommandTest {

  private static final SweepData OTHER =
      new SweepData("cifar10", false, "fedcba9876543210", 10, 1000, 200);

  /** Sweeps that no test changes: on other data ReLU and another activation, and synthetic ones. */
  @TempDir static Path sweeps;

  private static final String PLAIN = "plain";
  private static final String ELU = "elu";
  private static final String SYNTHETIC = "synthetic";

  @TempDir Path folder;

  @BeforeAll
  static void makeSweeps() throws IOException {
    sweep(OTHER, sweeps.resolve(PLAIN), "activation = [ { name = relu }, { name = conv-relu } ]");
    sweep(OTHER, sweeps.resolve(ELU), "activation = [ { name = relu }, { name = elu } ]");
    sweep(
        FakeTraining.DATA,
        sweeps.resolve(SYNTHETIC),
        "activation = [ { name = relu }, { name = conv-relu } ]");
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void severalSweepsBecomeOneReport() throws IOException {
    sweep(OTHER, folder.resolve("two"), "fake.ending = [well, diverging, throwing]");

    int status = report("--input", of(SYNTHETIC), "--input", at("two"), "--output", at("report"));

    assertThat(err.toString()).isEmpty();
    assertThat(status).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("cifar10, cnn-small\nTrained on 1,000 of 50,000 training examples for 2 epochs")
        .contains("synthetic, cnn-small  SYNTHETIC DATA")
        .containsPattern("ReLU \\[fake.ending=diverging] +– +0 of 2 \\(2 diverged\\) +– +reference")
        .containsPattern("ConvReLU +\\d\\d\\.\\d\\d% ± \\d+\\.\\d\\d +2 +– +[+−]\\d+\\.\\d\\d ± ")
        .endsWith("page:    " + at("report") + "/report.html\n");
    // The page's script has a word for it.
    String page =
        Files.readString(folder.resolve("report/report.html"))
            .replaceAll("(?s)<script>.*?</script>", "");
    assertThat(page)
        .contains("IllegalArgumentException: the inner cause")
        .doesNotContain("Infinity");
    assertThat(Files.readString(folder.resolve("report/table.csv")).lines()).hasSize(1 + 2 + 3);
  }

  @Test
  void aSparkProgramReadsTheTables() throws IOException {
    report("--input", of(PLAIN), "--output", at("report"));

    try (SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate()) {
      List<Row> rows = spark.read().parquet(at("report/tables.parquet")).collectAsList();
      assertThat(rows)
          .extracting(row -> row.<String>getAs("row"))
          .containsExactly("ReLU", "ConvReLU");
      Row relu = rows.get(0);
      assertThat(relu.<Long>getAs("completed")).isEqualTo(2);
      assertThat(relu.<Double>getAs("mean")).isBetween(0.5, 1.0);
      assertThat(relu.<Double>getAs("difference_to_relu")).isNull();
      assertThat(relu.<Double>getAs("paper_top1")).isNull();
      assertThat(relu.getList(relu.fieldIndex("epochs"))).isEqualTo(List.of(2L));
      assertThat(rows.get(1).<Long>getAs("difference_seeds")).isEqualTo(2);
    }
  }

  @Test
  void aMetricThatNoTrialReportsIsExitCode3() throws IOException {
    for (String metric : List.of("test-top5", "validation-top1")) {
      assertThat(report("--input", of(PLAIN), "--output", at("report"), "--metric", metric))
          .isEqualTo(ExitCode.BAD_INPUT);
    }
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("error: " + of(PLAIN)))
        .anyMatch(line -> line.contains("reports test-top5") && line.contains("10 classes"))
        .anyMatch(line -> line.contains("validation split"));
    assertThat(folder.resolve("report")).doesNotExist();
  }

  @Test
  void tablesCanBeOfAnotherMetric() throws IOException {
    report("--input", of(PLAIN), "--output", at("report"), "--metric", "test-loss");

    assertThat(out.toString()).containsPattern("ReLU +\\d\\.\\d{4} ± \\d+\\.\\d{4}");
    assertThat(Files.readString(folder.resolve("report/table.csv"))).contains(",test-loss,2,2,");
  }

  @Test
  void aMetricThatDoesNotExistIsExitCode2() {
    assertThat(report("--input", "x", "--output", at("report"), "--metric", "top1"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'top1' is no metric; allowed: test-top1, validation-top1");
  }

  @Test
  void twoSweepsStandSideBySide() throws IOException {
    int status = report("--compare", of(PLAIN), of(ELU), "--output", at("report"));

    assertThat(err.toString()).isEmpty();
    assertThat(status).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("1 cell in both, 2 in one alone")
        .containsPattern(
            "ReLU +\\S+ ± \\S+ \\(2 seeds\\) .*\\+0.00 ± 0.00 \\(2 pairs, p 1.000\\) +2 of 2");
    assertThat(Files.readString(folder.resolve("report/compare.html"))).contains("Cell by cell");
    assertThat(Files.readString(folder.resolve("report/compare.csv")).lines()).hasSize(1 + 3);
  }

  @Test
  void sweepsOverOtherDataAreNotCompared() throws IOException {
    int status = report("--compare", of(SYNTHETIC), of(PLAIN), "--output", at("report"));

    assertThat(status).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString().lines()).singleElement().asString().contains("cannot be paired");
    assertThat(folder.resolve("report")).doesNotExist();
  }

  @Test
  void aReportIsOfInputsOrOfAComparison() {
    assertThat(report("--input", "x", "--compare", "a", "b", "--output", at("report")))
        .isEqualTo(ExitCode.USAGE);
    assertThat(report("--compare", "a", "--output", at("report"))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--compare");
  }

  @Test
  void thePageHoldsTheLayersOfTrialsThatRecordedThem() throws IOException {
    sweep(OTHER, folder.resolve("one"), "activation = [ { name = relu } ]");
    String trial;
    try (Stream<Path> trials = Files.list(folder.resolve("one/trials"))) {
      trial = trials.map(path -> path.getFileName().toString()).sorted().findFirst().orElseThrow();
    }
    RecordedLayers.write(folder.resolve("one"), trial, SampleLayers.of(trial).orElseThrow());

    assertThat(report("--input", of(PLAIN), "--input", at("one"), "--output", at("report")))
        .isEqualTo(ExitCode.OK);
    assertThat(Files.readString(folder.resolve("report/report.html")).lines())
        .filteredOn(line -> line.contains(" id=\"layers-"))
        .singleElement()
        .asString()
        .contains("block1-layer1-conv");

    Path layers = folder.resolve("one/trials").resolve(trial).resolve("layers.json");
    Files.writeString(layers, "{}");
    assertThat(report("--input", at("one"), "--output", at("second")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString().lines()).singleElement().asString().contains("layers.json");
    assertThat(folder.resolve("second")).doesNotExist();
  }

  @Test
  void aDamagedTableIsExitCode3AndNothingIsWritten() throws IOException {
    Files.createDirectories(folder.resolve("one/results"));
    Files.copy(sweeps.resolve(PLAIN).resolve("sweep.json"), folder.resolve("one/sweep.json"));
    Files.writeString(folder.resolve("one/results/results.parquet"), "no Parquet");

    assertThat(report("--input", at("one"), "--output", at("report")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains(at("one") + "/results", "no readable table of results");
    assertThat(folder.resolve("report")).doesNotExist();
  }

  @Test
  void anInputThatIsNoSweepIsExitCode3AndNothingIsWritten() throws IOException {
    Files.createDirectory(folder.resolve("empty"));

    int status = report("--input", at("empty"), "--output", at("report"));

    assertThat(status).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString().lines())
        .singleElement()
        .satisfies(
            line -> assertThat(line).startsWith("error: " + at("empty")).contains("no sweep"));
    assertThat(folder.resolve("report")).doesNotExist();
  }

  @Test
  void aMissingOptionIsExitCode2() {
    assertThat(report("--output", at("report"))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--input");
  }

  private static void sweep(SweepData data, Path output, String grid) throws IOException {
    Path config = output.resolveSibling(output.getFileName() + ".conf");
    Files.writeString(config, "sweep { grid { " + grid + " }, seeds = [1, 2] }");
    CommandLine command =
        new CommandLine(new SweepCommand((spark, path, err) -> new FakeTraining(data).program()));
    command.setOut(new PrintWriter(new StringWriter()));
    command.setErr(new PrintWriter(new StringWriter()));
    command.execute(
        List.of(
                "--data",
                "x",
                "--output",
                output.toString(),
                "--config",
                config.toString(),
                "--master",
                "local[1]")
            .toArray(String[]::new));
  }

  private int report(String... options) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("report", "--master", "local[1]"));
    all.addAll(List.of(options));
    return command.execute(all.toArray(String[]::new));
  }

  private static String of(String sweep) {
    return sweeps.resolve(sweep).toString();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
