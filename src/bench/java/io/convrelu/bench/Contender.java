package io.convrelu.bench;

import io.convrelu.bench.worker.BenchActivation;
import io.convrelu.bench.worker.BenchNetwork;
import io.convrelu.bench.worker.WorkerSettings;
import io.convrelu.bench.worker.WorkerSettings.Layers;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process of a comparison.
 *
 * @param name for tables and log files
 * @param program whose classes it runs
 * @param settings what it trains
 * @param mostRepetitions after which it is not asked again
 */
record Contender(String name, Program program, WorkerSettings settings, int mostRepetitions) {

  private static final int STOCK_BATCH = 32;
  private static final int STOCK_REPETITIONS = 2;
  private static final int PEER_THREADS = 2;

  /** Which main class and class path. */
  enum Program {
    OURS,
    PEER
  }

  /** Our fast layers: single-threaded workers side by side in one JVM. */
  static Contender ours(
      BenchNetwork network,
      BenchActivation activation,
      int workers,
      int batch,
      Optional<Path> data) {
    return new Contender(
        "ours-" + network.id() + "-" + activation.id() + "-" + workers + "w",
        Program.OURS,
        new WorkerSettings(network, activation, Layers.FAST, workers, 1, batch, data),
        Integer.MAX_VALUE);
  }

  /** The peer: one network on two threads. */
  static Contender peer(
      BenchNetwork network, BenchActivation activation, int batch, Optional<Path> data) {
    return new Contender(
        "peer-" + network.id() + "-" + activation.id(),
        Program.PEER,
        new WorkerSettings(network, activation, Layers.FAST, 1, PEER_THREADS, batch, data),
        Integer.MAX_VALUE);
  }

  /** DL4J's own layers: one network on two threads; so slow that two short looks must do. */
  static Contender stock(Optional<Path> data) {
    return new Contender(
        "stock-densenet-cifar-relu",
        Program.OURS,
        new WorkerSettings(
            BenchNetwork.DENSENET_CIFAR,
            BenchActivation.RELU,
            Layers.STOCK,
            1,
            PEER_THREADS,
            STOCK_BATCH,
            data),
        STOCK_REPETITIONS);
  }

  /** Examples of one step of all its workers. */
  int examplesPerStep() {
    return settings.workers() * settings.batch();
  }
}
