package io.convrelu.train.memory;

import io.convrelu.kernel.fused.BatchSizes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The batches that workers will see, as far as they are known beforehand.
 *
 * @param trainExamples of the train split, over all workers
 * @param evaluatedExamples of every split that is evaluated, over all workers
 * @param workers logical workers that the examples are dealt out to
 */
public record TrainingBatches(long trainExamples, List<Long> evaluatedExamples, int workers) {

  /** As many examples as fill this many floats are scored at once, if a training step has fewer. */
  private static final int FLOATS_OF_AN_EVALUATION = 128 * 3 * 32 * 32;

  public TrainingBatches {
    evaluatedExamples = List.copyOf(evaluatedExamples);
    if (trainExamples < 1 || workers < 1) {
      throw new IllegalArgumentException(trainExamples + " examples for " + workers + " workers");
    }
  }

  /**
   * Examples that are scored at once, where there are as many.
   *
   * @param batchSize of a training step
   * @param floats of one example
   */
  public static int evaluated(int batchSize, long floats) {
    return (int) Math.max(batchSize, FLOATS_OF_AN_EVALUATION / floats);
  }

  /** Sizes of batches and of what is left behind the last whole one. */
  public BatchSizes sizes(int batchSize, long floats) {
    Set<Integer> training = new LinkedHashSet<>();
    Set<Integer> inference = new LinkedHashSet<>();
    cut(trainExamples, batchSize, training);
    for (long examples : evaluatedExamples) {
      cut(examples, evaluated(batchSize, floats), inference);
    }
    return new BatchSizes(new ArrayList<>(training), new ArrayList<>(inference));
  }

  /** Shares of workers differ by one example at most. */
  private void cut(long examples, int size, Set<Integer> to) {
    long largest = (examples + workers - 1) / workers;
    if (largest > 0) {
      to.add((int) Math.min(size, largest));
    }
    for (long share : new long[] {largest, examples / workers}) {
      int rest = (int) (share % size);
      if (rest > 0) {
        to.add(rest);
      }
    }
  }
}
