package io.convrelu.train;

import io.convrelu.data.batch.FeatureEncoder;
import java.util.List;

/**
 * Scores examples with one model on one thread, as the evaluation of a training does: with the same
 * network, on batches in native memory that the JVM keeps from task to task.
 */
public final class ModelScorer implements AutoCloseable {

  private final ModelState model;
  private final FeatureEncoder encoder;
  private final BatchShape shape;
  private final NativeBatch batch;
  private final TrainingGraph network;
  private boolean sound = true;

  private ModelScorer(ModelState model, FeatureEncoder encoder, BatchShape shape) {
    this.model = model;
    this.encoder = encoder;
    this.shape = shape;
    this.batch = WorkerMemory.get().takeBatch(shape);
    this.network = WorkerMemory.get().takeNetwork(model);
    network.load(model);
  }

  /**
   * Takes a network and a batch.
   *
   * @param model is not changed
   * @param encoder of the model's input
   * @param classes of the model
   * @param examples most that are scored at once
   * @throws OffHeapException when there is no memory for them
   */
  public static ModelScorer open(
      ModelState model, FeatureEncoder encoder, int classes, int examples) throws Exception {
    ArithmeticThreads.check();
    BatchShape shape = new BatchShape(examples, encoder, classes);
    return OffHeapException.explained(() -> new ModelScorer(model, encoder, shape));
  }

  /**
   * Scores.
   *
   * @param examples the bytes of each, as a shard would keep them
   * @return probabilities {@code [examples, classes]}, row-major; NaN where the network's numbers
   *     overflow
   * @throws OffHeapException when there is no memory to do so
   */
  public float[] score(List<byte[]> examples) throws Exception {
    sound = false;
    batch.fill(content -> content.unlabelled(examples, encoder));
    float[] probabilities = OffHeapException.explained(this::forward);
    sound = true;
    return probabilities;
  }

  private float[] forward() {
    return network.outputSingle(false, batch.features()).dup('c').data().asFloat();
  }

  /** Gives network and batch back, unless something has failed in them. */
  @Override
  public void close() {
    if (sound) {
      WorkerMemory.get().giveBack(shape, batch);
      WorkerMemory.get().giveBack(model, network);
    }
  }
}
