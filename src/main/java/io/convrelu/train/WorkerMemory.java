package io.convrelu.train;

/**
 * What a JVM keeps from task to task: networks, which take tens of milliseconds to build, and
 * batches, whose memory is slow the first time it is touched. Nothing that one task leaves in them
 * reaches the next: a network is given all its numbers and counters anew, a batch is overwritten.
 *
 * <p>There is one a JVM, since tasks that follow each other share nothing else. It holds as many
 * networks and batches as tasks ran at once, those that were used last.
 */
final class WorkerMemory {

  private final Reserve<String, TrainingGraph> networks = new Reserve<>();
  private final Reserve<BatchShape, NativeBatch> batches = new Reserve<>();

  private WorkerMemory() {}

  /** The memory of this JVM. */
  static WorkerMemory get() {
    return Holder.OF_THIS_JVM;
  }

  private static final class Holder {
    static final WorkerMemory OF_THIS_JVM = new WorkerMemory();
  }

  /**
   * A network with the configuration of a model and with numbers of anybody's; {@link
   * TrainingGraph#start} or {@link TrainingGraph#load} makes it the model.
   */
  TrainingGraph takeNetwork(ModelState model) {
    return networks.take(model.configuration(), () -> TrainingGraph.of(model));
  }

  /** Gives a network back after use; one in which something failed is not to come back. */
  void giveBack(ModelState model, TrainingGraph network) {
    network.clear();
    networks.giveBack(model.configuration(), network);
  }

  /** A batch of this shape, whatever it holds. */
  NativeBatch takeBatch(BatchShape shape) {
    return batches.take(shape, () -> new NativeBatch(shape));
  }

  /** Gives a batch back that nobody reads or writes any more. */
  void giveBack(BatchShape shape, NativeBatch batch) {
    batches.giveBack(shape, batch);
  }
}
