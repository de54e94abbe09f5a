package io.convrelu.train;

import java.io.Serializable;

/**
 * Counts of one shard, to be added up in the order of shards.
 *
 * @param active units that the probed examples activated
 */
record PartialScore(long examples, long right1, long right5, double lossSum, ActiveUnits active)
    implements Serializable {

  static final PartialScore NOTHING = new PartialScore(0, 0, 0, 0, ActiveUnits.none());

  PartialScore plus(PartialScore other) {
    return new PartialScore(
        examples + other.examples,
        right1 + other.right1,
        right5 + other.right5,
        lossSum + other.lossSum,
        active.or(other.active));
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
