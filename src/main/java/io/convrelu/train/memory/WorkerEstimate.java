package io.convrelu.train.memory;

import io.convrelu.kernel.fused.BatchSizes;
import io.convrelu.kernel.fused.StageRuntime;
import io.convrelu.zoo.NetworkSizes;
import java.util.List;

/**
 * What one logical worker needs while it trains and evaluates a network. Fused stages tell exactly
 * what they will allocate; the rest follows from sizes of the network, and is what DL4J was seen to
 * take (docs/TRAINING.md has estimates beside measurements).
 */
public final class WorkerEstimate {

  /** Batches of a task: one in use, one in the making. */
  private static final int BATCHES = 2;

  /** Code that oneDNN compiles, and what allocators keep: 20 to 90 MB were seen. */
  private static final long COMPILED = 64L << 20;

  /** A result, and its serialized form in a buffer that grows by doubling. */
  private static final int RESULT_COPIES = 3;

  private final NetworkSizes network;

  public WorkerEstimate(NetworkSizes network) {
    this.network = network;
  }

  /** The need for batches of these sizes. */
  public MemoryNeed of(BatchSizes batches) {
    long counted = StageRuntime.get().bytes(network.stages(), batches);
    long floats = 2 * network.parameters() + network.updaterState() + batchFloats(batches);
    return new MemoryNeed(
        counted,
        counted + floats * Float.BYTES + COMPILED,
        stageArrays() + RESULT_COPIES * roundBytes());
  }

  /** Bytes that a worker brings back from a round: parameters and momentum. */
  public long roundBytes() {
    return (network.parameters() + network.updaterState()) * Float.BYTES;
  }

  /** Stages read parameters from, and write gradients to, arrays of the heap. */
  private long stageArrays() {
    return 2 * network.parameters() * Float.BYTES;
  }

  /**
   * Batches, DL4J's activations and their gradients. Batches of training and evaluation stay side
   * by side until the garbage collector has found the others; a rest of a batch is copied.
   */
  private long batchFloats(BatchSizes batches) {
    int training = largest(batches.training());
    int inference = largest(batches.inference());
    long floats = training * (network.input() + 2 * network.outputs());
    // Looking for dead units keeps every layer's output once more.
    floats += 2L * inference * network.outputs();
    floats += BATCHES * (long) training * example() + rest(batches.training()) * example();
    if (inference != training) {
      floats += BATCHES * (long) inference * example() + rest(batches.inference()) * example();
    }
    return floats;
  }

  /** Features and one-hot label. */
  private long example() {
    return network.input() + network.classes();
  }

  private static int largest(List<Integer> sizes) {
    return sizes.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private static long rest(List<Integer> sizes) {
    int whole = largest(sizes);
    return sizes.stream().mapToInt(Integer::intValue).filter(n -> n < whole).max().orElse(0);
  }
}
