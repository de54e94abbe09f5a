package io.convrelu.train;

import java.io.Serializable;

/**
 * Counts of one shard, to be added up in the order of shards.
 *
 * @param active units that the probed examples activated
 * @param read what the classifier read of the probed examples
 */
record PartialScore(
    long examples, long right1, long right5, double lossSum, ActiveUnits active, Sparsity read)
    implements Serializable {

  static final PartialScore NOTHING = scored(0, 0, 0, 0);

  /** Of examples that were not probed. */
  static PartialScore scored(long examples, long right1, long right5, double lossSum) {
    return new PartialScore(
        examples, right1, right5, lossSum, ActiveUnits.none(), Sparsity.NOTHING);
  }

  /** Of the probe alone. */
  static PartialScore probed(ActiveUnits active, Sparsity read) {
    return new PartialScore(0, 0, 0, 0, active, read);
  }

  PartialScore plus(PartialScore other) {
    return new PartialScore(
        examples + other.examples,
        right1 + other.right1,
        right5 + other.right5,
        lossSum + other.lossSum,
        active.or(other.active),
        read.plus(other.read));
  }

  Evaluation evaluation(int classes) {
    if (examples == 0) {
      return Evaluation.NONE;
    }
    return new Evaluation(
        examples,
        (double) right1 / examples,
        classes > 10 ? (double) right5 / examples : Double.NaN,
        lossSum / examples);
  }
}
