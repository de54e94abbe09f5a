package io.convrelu.kernel.fused;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which batches one user of stages will bring, as far as memory depends on it.
 *
 * @param training examples of a training step, in the order in which they first come: whole batches
 *     and what is left at the end of an epoch
 * @param inference examples that are inferred at once, likewise
 */
public record BatchSizes(List<Integer> training, List<Integer> inference) {

  public BatchSizes {
    training = List.copyOf(training);
    inference = List.copyOf(inference);
    if (Stream.of(training, inference).flatMap(List::stream).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("batches of " + training + " and " + inference);
    }
  }

  /** Whole batches of training alone. */
  public static BatchSizes training(int examples) {
    return new BatchSizes(List.of(examples), List.of());
  }

  /** The same without inference. */
  public BatchSizes withoutInference() {
    return new BatchSizes(training, List.of());
  }

  /**
   * Sizes of what goes through a stage at once.
   *
   * @param mostInferred examples of one pass when nothing is kept
   */
  Collection<Integer> passes(int mostInferred) {
    TreeSet<Integer> sizes = new TreeSet<>(training);
    for (int size : inference) {
      IntStream.of(Math.min(size, mostInferred), size % mostInferred)
          .filter(n -> n > 0)
          .forEach(sizes::add);
    }
    return sizes;
  }
}
