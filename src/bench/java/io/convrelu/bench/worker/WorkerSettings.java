package io.convrelu.bench.worker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one training process is told to do, as {@code key=value} arguments.
 *
 * @param network which network
 * @param activation which activation
 * @param work what is done with it
 * @param precision of the peer; ours has float32 alone
 * @param workers networks trained side by side, each on a thread of its own
 * @param threads arithmetic threads of each worker
 * @param batch examples of one step of one worker
 * @param data folder of CIFAR-10's binary version; random examples without
 */
public record WorkerSettings(
    BenchNetwork network,
    BenchActivation activation,
    Work work,
    Precision precision,
    int workers,
    int threads,
    int batch,
    Optional<Path> data) {

  /** Learning rate of both sides: small enough that no network leaves the finite numbers. */
  public static final double LEARNING_RATE = 0.01;

  /** Of stochastic gradient descent, both sides. */
  public static final double MOMENTUM = 0.9;

  /** λ of λ·w added to the gradient, both sides. */
  public static final double WEIGHT_DECAY = 1e-4;

  public WorkerSettings {
    if (workers < 1 || threads < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "workers " + workers + ", threads " + threads + ", batch " + batch + ": all at least 1");
    }
  }

  /** The same in another precision. */
  public WorkerSettings in(Precision other) {
    return new WorkerSettings(network, activation, work, other, workers, threads, batch, data);
  }

  /** Examples of one step of all its workers. */
  public int examplesPerStep() {
    return workers * batch;
  }

  /** Arguments from which {@link #parse} makes equal settings. */
  public List<String> arguments() {
    return List.of(
        "network=" + network,
        "activation=" + activation,
        "work=" + work,
        "precision=" + precision,
        "workers=" + workers,
        "threads=" + threads,
        "batch=" + batch,
        "data=" + data.map(Path::toString).orElse(""));
  }

  /**
   * Reads {@link #arguments}.
   *
   * @throws IllegalArgumentException when a key is missing or a value is none of its kind
   */
  public static WorkerSettings parse(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("'" + argument + "' is not key=value");
      }
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    String data = value(values, "data");
    return new WorkerSettings(
        BenchNetwork.valueOf(value(values, "network").toUpperCase(Locale.ROOT)),
        BenchActivation.valueOf(value(values, "activation").toUpperCase(Locale.ROOT)),
        Work.valueOf(value(values, "work").toUpperCase(Locale.ROOT)),
        Precision.valueOf(value(values, "precision").toUpperCase(Locale.ROOT)),
        Integer.parseInt(value(values, "workers")),
        Integer.parseInt(value(values, "threads")),
        Integer.parseInt(value(values, "batch")),
        data.isEmpty() ? Optional.empty() : Optional.of(Path.of(data)));
  }

  private static String value(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + key + "=VALUE given");
    }
    return value;
  }
}
