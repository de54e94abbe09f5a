package io.convrelu.train.memory;

import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * What a training needs.
 *
 * @param network as the user calls it
 * @param batchSize examples of one step of one worker
 * @param byBatchSize what one worker needs at a batch size
 * @param surely what every worker needs that trains at the same time as others; one of them may
 *     also be the only one that evaluates
 * @param numbers bytes of the network's parameters and momentum
 * @param results bytes of the results of one round that come to the driver
 * @param shards bytes of examples that are certain to lie in an executor's heap
 */
public record TrainingNeed(
    String network,
    int batchSize,
    IntFunction<MemoryNeed> byBatchSize,
    MemoryNeed surely,
    long numbers,
    long results,
    long shards) {

  /** What one worker needs. */
  MemoryNeed worker() {
    return byBatchSize.apply(batchSize);
  }

  /** The largest batch size, below the one asked for, that fits; 0 for none. */
  int largestBatch(Predicate<MemoryNeed> fits) {
    int good = 0;
    int bad = batchSize;
    while (bad - good > 1) {
      int middle = (good + bad) / 2;
      if (fits.test(byBatchSize.apply(middle))) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return good;
  }
}
