package io.convrelu.sweep.queue;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The median of numbers that come one by one; of an even number the mean of the middle two. */
final class RunningMedian {

  private final PriorityQueue<Double> lower = new PriorityQueue<>(Comparator.reverseOrder());
  private final PriorityQueue<Double> upper = new PriorityQueue<>();

  /** Adds a number, which may be infinite but not NaN. */
  void add(double number) {
    lower.add(number);
    upper.add(lower.remove());
    if (upper.size() > lower.size()) {
      lower.add(upper.remove());
    }
  }

  int count() {
    return lower.size() + upper.size();
  }

  /** NaN without numbers. */
  double median() {
    if (lower.isEmpty()) {
      return Double.NaN;
    }
    return lower.size() > upper.size()
        ? lower.element()
        : lower.element() / 2 + upper.element() / 2;
  }
}
