package io.convrelu.train;

import io.convrelu.data.batch.ExampleTally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The rounds of an epoch so far.
 *
 * @param each in their order
 */
record EpochTotals(List<RoundMetrics> each) {

  static final EpochTotals NONE = new EpochTotals(List.of());

  EpochTotals {
    each = List.copyOf(each);
  }

  EpochTotals plus(RoundMetrics round) {
    List<RoundMetrics> more = new ArrayList<>(each);
    more.add(round);
    return new EpochTotals(more);
  }

  /** The same with time added to the last round. */
  EpochTotals withCheckpoint(double seconds) {
    List<RoundMetrics> changed = new ArrayList<>(each);
    int last = changed.size() - 1;
    changed.set(last, changed.get(last).withCheckpoint(seconds));
    return new EpochTotals(changed);
  }

  long examples() {
    return count(RoundMetrics::examples);
  }

  /** What has been read, be it averaged or dropped. */
  ExampleTally read() {
    return each.stream().map(RoundMetrics::read).reduce(ExampleTally.NOTHING, ExampleTally::plus);
  }

  /**
   * Checks that every example was read once.
   *
   * @param split the examples of the train split
   * @throws IllegalStateException when one was not, or more than once
   */
  void requireOnce(ExampleTally split) {
    if (!read().equals(split)) {
      throw new IllegalStateException(
          "epoch "
              + each.get(0).epoch()
              + " did not read every training example exactly once: "
              + read()
              + " instead of "
              + split
              + "; its result is not to be trusted, go on from an earlier checkpoint");
    }
  }

  long bytesMoved() {
    return count(RoundMetrics::bytesMoved);
  }

  int dropped() {
    return Math.toIntExact(count(RoundMetrics::dropped));
  }

  double loss() {
    return sum(RoundMetrics::lossSum) / examples();
  }

  RoundSeconds seconds() {
    return each.stream().map(RoundMetrics::seconds).reduce(RoundSeconds.NONE, RoundSeconds::plus);
  }

  double examplesPerSecond() {
    return examples() / seconds().wall();
  }

  double computeShare() {
    return sum(RoundMetrics::stepSeconds) / sum(RoundMetrics::taskSeconds);
  }

  double dataShare() {
    RoundSeconds seconds = seconds();
    return seconds.data() / (seconds.compute() + seconds.data());
  }

  int rounds() {
    return each.size();
  }

  private long count(ToLongFunction<RoundMetrics> field) {
    return each.stream().mapToLong(field).sum();
  }

  private double sum(ToDoubleFunction<RoundMetrics> field) {
    return each.stream().mapToDouble(field).sum();
  }
}
