package io.convrelu.bench;

import io.convrelu.bench.Contender.Program;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Single layers by JMH: ours and the peer's in turn, each in processes of its own. */
final class LayerBenchmarks {

  /** What {@code --figures} calls all of them together. */
  static final String ID = "layers";

  private static final int MOST_REPETITIONS = 3;

  private final Plan plan;
  private final Launcher launcher;
  private final PrintStream progress;

  LayerBenchmarks(Plan plan, Launcher launcher, PrintStream progress) {
    this.plan = plan;
    this.launcher = launcher;
    this.progress = progress;
  }

  List<Comparison> measure() throws IOException, WorkerFailure {
    Map<String, List<Double>> ours = new TreeMap<>();
    Map<String, List<Double>> peer = new TreeMap<>();
    int repetitions = Math.min(plan.repetitions(), MOST_REPETITIONS);
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      progress.printf("  %d/%d single layers, ours%n", repetition, repetitions);
      run(Program.OURS, "OurLayerBenchmark", ours);
      progress.printf("  %d/%d single layers, peer%n", repetition, repetitions);
      run(Program.PEER, "PeerLayerBenchmark", peer);
    }
    List<Comparison> comparisons = new ArrayList<>();
    for (String layer : ours.keySet()) {
      if (!peer.containsKey(layer)) {
        throw new WorkerFailure("JMH did not measure " + layer + " of the peer");
      }
      comparisons.add(
          new Comparison(
              layer,
              layer.replace('-', ' '),
              "ms",
              ours.get(layer),
              peer.get(layer),
              Optional.empty()));
    }
    return comparisons;
  }

  private void run(Program program, String benchmark, Map<String, List<Double>> scores)
      throws IOException, WorkerFailure {
    File log = launcher.log("layers-" + benchmark);
    Path results = Files.createTempFile("layers", ".csv");
    try {
      Process process =
          launcher
              .java(program, 1, arguments(benchmark, results))
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start();
      int status = waitFor(process);
      if (status != 0) {
        throw new WorkerFailure("JMH, " + benchmark + ", ended with status " + status + "; " + log);
      }
      read(results, scores);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerFailure("interrupted while JMH was running", e);
    } finally {
      Files.delete(results);
    }
  }

  /** A harness that is stopped takes JMH with it. */
  private static int waitFor(Process process) throws InterruptedException {
    Thread stop = new Thread(process::destroy, "stop-jmh");
    Runtime.getRuntime().addShutdownHook(stop);
    int status = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(stop);
    return status;
  }

  private List<String> arguments(String benchmark, Path results) {
    String seconds = Math.max(1, Math.round(plan.seconds() / 5)) + "s";
    return Stream.of(
            "-Djmh.ignoreLock=true org.openjdk.jmh.Main " + benchmark,
            "-foe true -wi 2 -i 3 -w " + seconds + " -r " + seconds,
            "-rf csv -rff " + results)
        .flatMap(words -> Stream.of(words.split(" ")))
        .toList();
  }

  /** Columns: benchmark, mode, threads, samples, score, error, unit, activation, shape. */
  private static void read(Path results, Map<String, List<Double>> scores)
      throws IOException, WorkerFailure {
    List<String> lines = Files.readAllLines(results);
    if (lines.size() < 2) {
      throw new WorkerFailure("JMH measured nothing");
    }
    for (String line : lines.subList(1, lines.size())) {
      List<String> columns = List.of(line.replace("\"", "").split(","));
      String method = columns.get(0).substring(columns.get(0).lastIndexOf('.') + 1);
      String pass = method.equals("forward") ? "forward" : "forward-backward";
      String activation = columns.get(7).equals("RELU") ? "relu" : "conv-relu";
      String layer = "layer-" + columns.get(8) + "-" + activation + "-" + pass;
      scores
          .computeIfAbsent(layer, key -> new ArrayList<>())
          .add(Double.parseDouble(columns.get(4)));
    }
  }
}
