package io.convrelu.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.data.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * {@code metrics.jsonl}: one line of JSON an epoch, replaced as a whole after each, since not every
 * file system can append; {@code rounds/epoch-00001.jsonl} and so on: one line a round of that
 * epoch. A number that does not exist (top-5 of 10 classes, a validation split that the data set
 * does not have, what is not measured) is left out.
 */
final class MetricsFile implements TrainingProgress {

  private final ObjectMapper json = new ObjectMapper();
  private final Configuration hadoop;
  private final Path file;
  private final Path rounds;
  private final StringBuilder lines = new StringBuilder();

  MetricsFile(Configuration hadoop, String folder) {
    this.hadoop = hadoop;
    this.file = new Path(folder, "metrics.jsonl");
    this.rounds = new Path(folder, "rounds");
  }

  /** Starts anew with epochs that an earlier run has done; what it wrote after them goes. */
  void goOn(List<EpochMetrics> history) {
    lines.setLength(0);
    write(history);
  }

  @Override
  public void round(Position position) {}

  @Override
  public void rounds(List<RoundMetrics> epoch) {
    Path name =
        new Path(rounds, String.format(Locale.ROOT, "epoch-%05d.jsonl", epoch.get(0).epoch()));
    StringBuilder each = new StringBuilder();
    try {
      for (RoundMetrics round : epoch) {
        each.append(json.writeValueAsString(line(round))).append('\n');
      }
      AtomicFile.write(hadoop, name, each.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void epoch(EpochMetrics metrics) {
    write(List.of(metrics));
  }

  private void write(List<EpochMetrics> more) {
    try {
      for (EpochMetrics metrics : more) {
        lines.append(line(metrics)).append('\n');
      }
      AtomicFile.write(hadoop, file, lines.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private ObjectNode line(RoundMetrics round) {
    ObjectNode line = json.createObjectNode();
    line.put("epoch", round.epoch());
    line.put("round", round.round());
    line.put("steps", round.steps());
    line.put("examples", round.examples());
    line.put("trainLoss", round.trainLoss());
    line.put("dropped", round.dropped());
    line.put("bytesMoved", round.bytesMoved());
    line.put("overhead", round.seconds().overhead());
    line.set("seconds", json.valueToTree(round.seconds()));
    return line;
  }

  private String line(EpochMetrics metrics) throws JsonProcessingException {
    ObjectNode line = json.createObjectNode();
    line.put("epoch", metrics.epoch());
    line.put("lr", metrics.lr());
    line.put("trainLoss", metrics.trainLoss());
    put(line, "validation", metrics.validation());
    put(line, "test", metrics.test());
    line.put("imagesPerSecond", metrics.examplesPerSecond());
    line.put("computeShare", metrics.computeShare());
    line.put("dataShare", metrics.dataShare());
    line.put("rounds", metrics.rounds());
    line.put("dropped", metrics.dropped());
    line.put("bytesMoved", metrics.bytesMoved());
    line.put("overhead", metrics.overhead());
    line.set("seconds", json.valueToTree(metrics.seconds()));
    line.put("evaluatedPerSecond", metrics.evaluatedPerSecond());
    if (!Double.isNaN(metrics.classifierSparsity())) {
      line.put("classifierSparsity", metrics.classifierSparsity());
    }
    ObjectNode dead = line.putObject("deadUnits");
    metrics.deadUnits().forEach(dead::put);
    return json.writeValueAsString(line);
  }

  private static void put(ObjectNode line, String split, Evaluation evaluation) {
    if (evaluation.examples() == 0) {
      return;
    }
    ObjectNode node = line.putObject(split);
    node.put("examples", evaluation.examples());
    node.put("top1", evaluation.top1());
    if (!Double.isNaN(evaluation.top5())) {
      node.put("top5", evaluation.top5());
    }
    node.put("loss", evaluation.loss());
  }
}
