package io.convrelu.cli;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.kernel.fused.BatchSizes;
import io.convrelu.train.memory.Bytes;
import io.convrelu.train.memory.MemoryNeed;
import io.convrelu.train.memory.TrainingBatches;
import io.convrelu.train.memory.WorkerEstimate;
import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.NetworkSettings;
import io.convrelu.zoo.NetworkSizes;
import io.convrelu.zoo.NetworkSummary;
import io.convrelu.zoo.Networks;
import io.convrelu.zoo.UpdateRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.learning.config.Nesterovs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code describe}: what a network is made of, without training or allocating it. */
@Command(
    name = "describe",
    description = "Print a network's layers, parameters and thresholds.",
    mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {

  private static final int BATCH_SIZE = 128;

  @Spec private CommandSpec spec;

  @Mixin private ConfigOptions configOptions = new ConfigOptions();

  @Mixin private ShapeOptions shapeOptions = new ShapeOptions();

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "Architecture; the same as --set network.name=NAME.")
  private String network = "";

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description = "The same as --set activation.name=NAME.")
  private String activation = "";

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description = "Which activations are replaced; the same as --set activation.strategy=NAME.")
  private String strategy = "";

  @Option(
      names = "--threshold-init",
      paramLabel = "NAME",
      description = "How thresholds start; the same as --set activation.threshold-init=NAME.")
  private String thresholdInit = "";

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or csv. Default: text.")
  private String format = "text";

  @Override
  public Integer call() throws IOException {
    SettingsReader reader = new SettingsReader(settings());
    NetworkSettings settings = NetworkSettings.read(reader);
    // One file may configure every job; what belongs to the others is theirs to check.
    List.of("train", "sweep").forEach(reader::section);
    reader.finish();
    SummaryFormat chosen = format();
    ExampleShape shape = shapeOptions.shape(settings);
    ComputationGraphConfiguration network =
        Networks.configure(settings, shape, new UpdateRule(new Nesterovs(), 0, 0, 0));
    PrintWriter out = spec.commandLine().getOut();
    chosen.lines(NetworkSummary.of(network, shape)).forEach(out::println);
    if (chosen == SummaryFormat.TEXT) {
      out.println(memory(NetworkSizes.of(network, shape)));
    }
    out.flush();
    return ExitCode.OK;
  }

  /** What one worker needs in training, with momentum. */
  private static String memory(NetworkSizes sizes) {
    BatchSizes batches =
        new BatchSizes(
            List.of(BATCH_SIZE), List.of(TrainingBatches.evaluated(BATCH_SIZE, sizes.input())));
    String what = "memory a worker at train.batch-size " + BATCH_SIZE + ": ";
    MemoryNeed need;
    try {
      need = new WorkerEstimate(sizes).of(batches);
    } catch (IllegalArgumentException e) {
      return what + e.getMessage();
    }
    return what
        + Bytes.shown(need.offHeap())
        + " off-heap ("
        + Bytes.shown(need.counted())
        + " counted by JavaCPP), "
        + Bytes.shown(need.heap())
        + " heap; docs/TRAINING.md adds what the JVM itself takes";
  }

  /** Options of this command stand above {@code --set}, which stands above the file. */
  private Settings settings() throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("network", network);
    options.put("activation", activation);
    options.put("strategy", strategy);
    options.put("threshold-init", thresholdInit);
    Settings settings = configOptions.settings(new Configuration());
    for (Map.Entry<String, String> option : options.entrySet()) {
      if (!option.getValue().isEmpty()) {
        settings = settings.with(key(option.getKey()), option.getValue(), "--" + option.getKey());
      }
    }
    return settings;
  }

  private static String key(String option) {
    return switch (option) {
      case "network" -> "network.name";
      case "activation" -> "activation.name";
      default -> "activation." + option;
    };
  }

  private SummaryFormat format() {
    for (SummaryFormat candidate : SummaryFormat.values()) {
      if (SettingsReader.kebab(candidate).equals(format)) {
        return candidate;
      }
    }
    throw new ConfigException(
        List.of(new ConfigProblem("--format", format, "is not a format, allowed: text, csv")));
  }
}
