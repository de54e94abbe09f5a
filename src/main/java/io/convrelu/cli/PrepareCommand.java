package io.convrelu.cli;

import io.convrelu.cli.failure.GivenPaths;
import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.DatasetDescription;
import io.convrelu.data.PreparationChoices;
import io.convrelu.data.Split;
import io.convrelu.data.prepare.DatasetName;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.data.prepare.PrepareRequest;
import io.convrelu.data.prepare.PreparedSummary;
import io.convrelu.data.prepare.Preparer;
import io.convrelu.data.synthetic.SyntheticSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prepare}: an official distribution becomes Parquet and {@code dataset.json}. */
@Command(
    name = "prepare",
    description = {
      "Turn an official distribution into a prepared data set: Parquet files and dataset.json.",
      "The same input and seed give the same bytes on any number of executors."
    },
    mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {

  private static final String PLACE = "command line";

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "NAME",
      description =
          "cifar10, cifar100, tiny-imagenet, fashion-mnist, ag-news, yelp-full, mr; or generated:"
              + " synthetic (images), synthetic-text.")
  private String dataset = "";

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description =
          "The official folder, a folder that contains it, or the official .tar.gz or .zip, on any"
              + " Hadoop file system.")
  private String input = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "The folder to make, on any Hadoop file system.")
  private String output = "";

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "Share of every class's train examples that becomes the validation split, 0 to below 1"
              + " (default: ${DEFAULT-VALUE}).")
  private double validation = 0;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of shuffling, of validation and folds, and of generated examples (default:"
              + " ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--fold",
      paramLabel = "N",
      description = "mr only: which of its ten folds is the test split, 0 to 9 (default: 0).")
  private Optional<Integer> fold = Optional.empty();

  @Option(
      names = "--examples",
      paramLabel = "N",
      description =
          "Generated data only: train examples; a fifth as many for testing (default: 5000).")
  private Optional<Long> examples = Optional.empty();

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Generated data only: classes, 2 to 100 (default: 10).")
  private Optional<Integer> classes = Optional.empty();

  @Option(
      names = "--overwrite",
      description = "Replace a prepared data set at the output, once the new one is complete.")
  private boolean overwrite = false;

  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrepareRequest request = request();
    try (SparkSession session = sparkOptions.start("prepare " + request.dataset().written())) {
      GivenPaths paths = new GivenPaths(session.sparkContext().hadoopConfiguration());
      if (!input.isEmpty()) {
        paths.readable("--input", input);
      }
      paths.writable("--output", output).check();
      print(new Preparer(session).prepare(request));
    }
    return ExitCode.OK;
  }

  private PrepareRequest request() {
    List<ConfigProblem> problems = new ArrayList<>();
    Optional<DatasetName> name = DatasetName.of(dataset);
    if (name.isEmpty()) {
      problem(problems, "--dataset", "is '" + dataset + "', allowed: " + DatasetName.all());
      throw new ConfigException(problems);
    }
    boolean generated = name.get().origin() == DatasetName.Origin.GENERATED;
    boolean folds = name.get().origin() == DatasetName.Origin.OFFICIAL_WITHOUT_TEST;
    if (output.isBlank()) {
      problem(problems, "--output", "is empty; name the folder to make");
    }
    if (!generated && input.isBlank()) {
      problem(problems, "--input", "is missing; name the official folder or archive");
    }
    if (generated && !input.isEmpty()) {
      problem(problems, "--input", "is not read for generated data; leave it out");
    }
    if (!generated && (examples.isPresent() || classes.isPresent())) {
      problem(problems, "--examples, --classes", "are for generated data only; leave them out");
    }
    if (!folds && fold.isPresent()) {
      problem(problems, "--fold", "is for mr only; " + dataset + " has a test split");
    }
    PreparationChoices choices = new PreparationChoices(0, OptionalInt.empty());
    SyntheticSize size = SyntheticSize.DEFAULT;
    try {
      choices =
          new PreparationChoices(
              validation, folds ? OptionalInt.of(fold.orElse(0)) : OptionalInt.empty());
    } catch (IllegalArgumentException e) {
      problem(problems, "--validation, --fold", e.getMessage());
    }
    try {
      size =
          new SyntheticSize(examples.orElse(size.trainExamples()), classes.orElse(size.classes()));
    } catch (IllegalArgumentException e) {
      problem(problems, "--examples, --classes", e.getMessage());
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    ExistingOutput existing = overwrite ? ExistingOutput.REPLACE : ExistingOutput.REFUSE;
    return new PrepareRequest(name.get(), input, output, seed, choices, size, existing);
  }

  private static void problem(List<ConfigProblem> problems, String option, String message) {
    problems.add(new ConfigProblem(option, PLACE, message));
  }

  private void print(PreparedSummary summary) {
    PrintWriter out = spec.commandLine().getOut();
    DatasetDescription description = summary.manifest().description();
    out.printf(
        Locale.ROOT,
        "%s%s: %d classes, seed %d%n",
        description.name(),
        description.synthetic() ? " (SYNTHETIC, generated examples)" : "",
        description.classes(),
        description.seed());
    for (Split split : Split.values()) {
      if (description.count(split) > 0) {
        out.printf(
            Locale.ROOT,
            "  %-10s %,9d examples, %s a class, files: %d%n",
            split.name().toLowerCase(Locale.ROOT),
            description.count(split),
            range(description.counts().get(split)),
            summary.manifest().files(split).size());
      }
    }
    out.printf(Locale.ROOT, "prepared: %s (%.1f MB)%n", summary.output(), summary.bytes() / 1e6);
    out.flush();
  }

  private static String range(List<Long> counts) {
    LongSummaryStatistics range = counts.stream().mapToLong(Long::longValue).summaryStatistics();
    return range.getMin() == range.getMax()
        ? String.format(Locale.ROOT, "%,d", range.getMin())
        : String.format(Locale.ROOT, "%,d to %,d", range.getMin(), range.getMax());
  }
}
