package io.convrelu.sweep.queue;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An epoch after which trials are compared: what they reached there, and who waits there. */
final class Rung {

  private record Report(String trial, double value, int order) {

    /** Best first; NaN last; of equals the earlier report first. */
    static final Comparator<Report> BEST_FIRST =
        Comparator.comparingDouble((Report r) -> Double.isNaN(r.value) ? 1 : 0)
            .thenComparingDouble(r -> -r.value)
            .thenComparingInt(Report::order);
  }

  private final int epoch;
  private final NavigableSet<Report> ranking = new TreeSet<>(Report.BEST_FIRST);
  private final Set<String> waiting = new HashSet<>();

  Rung(int epoch) {
    this.epoch = epoch;
  }

  int epoch() {
    return epoch;
  }

  /** A trial has got here, and waits. */
  void add(String trial, double value) {
    ranking.add(new Report(trial, value, ranking.size()));
    waiting.add(trial);
  }

  /** A trial waits no longer: it has gone on, or ended. What it reached still counts. */
  void leave(String trial) {
    waiting.remove(trial);
  }

  boolean isWaiting(String trial) {
    return waiting.contains(trial);
  }

  /** The best waiting trial among the best {@code 1/reduction} of all that got here. */
  Optional<String> promotable(int reduction) {
    int best = ranking.size() / reduction;
    Iterator<Report> reports = ranking.iterator();
    for (int i = 0; i < best; i++) {
      Report report = reports.next();
      if (Double.isNaN(report.value)) {
        return Optional.empty();
      }
      if (waiting.contains(report.trial)) {
        return Optional.of(report.trial);
      }
    }
    return Optional.empty();
  }
}
