package io.convrelu.cli;

import io.convrelu.cli.failure.GivenPaths;
import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.prepare.DatasetName;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.train.predict.PredictionRequest;
import io.convrelu.train.predict.PredictionSummary;
import io.convrelu.train.predict.PredictionSummary.Score;
import io.convrelu.train.predict.Predictor;
import io.convrelu.train.predict.SplitChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jobs/predict.sh}: scores examples with a trained model. */
@Command(
    name = "predict",
    description = {
      "Score examples with a trained model: class, probabilities and the most probable classes of"
          + " each, as Parquet.",
      "",
      "docs/PREDICT.md lists the columns."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:all examples were scored",
      " 1:the run failed; there is no output",
      " 2:usage error, or the output is taken",
      " 3:model or input cannot be used, or do not match; there is no output"
    })
final class PredictCommand implements Callable<Integer> {

  private static final String PLACE = "command line";

  @Option(
      names = "--model",
      required = true,
      paramLabel = "PATH",
      description =
          "The folder model/ that jobs/train.sh or a trial of jobs/sweep.sh has written, or the"
              + " folder around it.")
  private String model = "";

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description =
          "A prepared data set; or Parquet files with its columns (the label may be missing); or,"
              + " with --dataset, an official folder or archive.")
  private String input = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "The folder to make, on any Hadoop file system.")
  private String output = "";

  @Option(
      names = "--dataset",
      paramLabel = "FORMAT",
      description =
          "The input is official files in this format: cifar10, cifar100, tiny-imagenet,"
              + " fashion-mnist, ag-news, yelp-full, mr.")
  private Optional<String> dataset = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description =
          "Which split of a prepared data set or of official files: train, validation, test or all"
              + " (default: test).")
  private Optional<SplitChoice> split = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "K",
      description = "How many of the most probable classes are listed (default: 5).")
  private Optional<Integer> top = Optional.empty();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description =
          "Examples scored at once by a task (default: as in the evaluation of the training).")
  private Optional<Integer> batchSize = Optional.empty();

  @Option(
      names = "--overwrite",
      description = "Replace predictions at the output, once the new ones are complete.")
  private boolean overwrite = false;

  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PredictionRequest request = request();
    try (SparkSession session = sparkOptions.startTraining("predict")) {
      new GivenPaths(session.sparkContext().hadoopConfiguration())
          .readable("--model", model)
          .readable("--input", input)
          .writable("--output", output)
          .check();
      print(new Predictor(session).predict(request));
    }
    return ExitCode.OK;
  }

  private PredictionRequest request() {
    List<ConfigProblem> problems = new ArrayList<>();
    Optional<DatasetName> format = dataset.flatMap(DatasetName::of);
    if (dataset.isPresent() && format.isEmpty()) {
      problems.add(
          new ConfigProblem(
              "--dataset", PLACE, "is '" + dataset.get() + "', allowed: " + DatasetName.all()));
    }
    if (top.filter(k -> k < 1).isPresent()) {
      problems.add(new ConfigProblem("--top", PLACE, "is " + top.get() + ", allowed: 1 or more"));
    }
    if (batchSize.filter(n -> n < 1 || n > 65_536).isPresent()) {
      problems.add(
          new ConfigProblem(
              "--batch-size", PLACE, "is " + batchSize.get() + ", allowed: 1 to 65536"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new PredictionRequest(
        model,
        input,
        output,
        format,
        split,
        whole(top),
        whole(batchSize),
        overwrite ? ExistingOutput.REPLACE : ExistingOutput.REFUSE);
  }

  private static OptionalInt whole(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private void print(PredictionSummary summary) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "model: %s (%d classes of %s%s)%n",
        summary.place(),
        summary.model().classes(),
        summary.model().dataset(),
        summary.model().synthetic() ? ", SYNTHETIC" : "");
    Score score = summary.score();
    out.printf(
        Locale.ROOT, "examples: %d%s%n", score.examples(), summary.synthetic() ? " SYNTHETIC" : "");
    if (score.labelled() > 0) {
      out.printf(
          Locale.ROOT,
          "accuracy: %.4f (%d of %d labelled examples, top-1)%nloss: %.4f%n",
          score.top1(),
          score.right(),
          score.labelled(),
          score.loss());
    }
    out.printf(
        Locale.ROOT,
        "examples/s: %.1f (read, scored and written)%npredictions: %s%n",
        summary.examplesPerSecond(),
        summary.output());
    out.flush();
  }
}
