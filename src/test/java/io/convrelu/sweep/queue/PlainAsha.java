package io.convrelu.sweep.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The published algorithm word by word, without any thought of speed or replay: every call sorts
 * all that was ever reported at each rung.
 */
final class PlainAsha implements TrialQueue {

  private record Entry(String trial, double value) {}

  private final List<Assignment> trials;
  private final int minEpochs;
  private final int reduction;
  private final List<List<Entry>> rungs = new ArrayList<>();
  private final List<List<String>> promoted = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private int started;

  PlainAsha(List<Assignment> trials, int minEpochs, int reduction) {
    this.trials = trials;
    this.minEpochs = minEpochs;
    this.reduction = reduction;
    for (int k = 0; k < 20; k++) {
      rungs.add(new ArrayList<>());
      promoted.add(new ArrayList<>());
    }
  }

  private long epochs(int k) {
    return minEpochs * (long) Math.pow(reduction, k);
  }

  private int last(String trial) {
    return trials.stream().filter(t -> t.trial().equals(trial)).findFirst().get().untilEpoch();
  }

  private List<Entry> top(int k) {
    List<Entry> sorted = new ArrayList<>();
    for (Entry entry : rungs.get(k)) {
      int at = 0;
      while (at < sorted.size()
          && !(entry.value > sorted.get(at).value)
          && !(Double.isNaN(sorted.get(at).value) && !Double.isNaN(entry.value))) {
        at++;
      }
      sorted.add(at, entry);
    }
    return sorted.subList(0, sorted.size() / reduction);
  }

  @Override
  public Optional<Assignment> next() {
    for (int k = 19; k >= 0; k--) {
      for (Entry candidate : top(k)) {
        String trial = candidate.trial;
        if (!promoted.get(k).contains(trial)
            && !ended.contains(trial)
            && !Double.isNaN(candidate.value)) {
          promoted.get(k).add(trial);
          return Optional.of(new Assignment(trial, (int) Math.min(epochs(k + 1), last(trial))));
        }
      }
    }
    while (started < trials.size()) {
      String trial = trials.get(started++).trial();
      if (!ended.contains(trial)) {
        return Optional.of(new Assignment(trial, Math.min(minEpochs, last(trial))));
      }
    }
    return Optional.empty();
  }

  @Override
  public Verdict reported(String trial, int epoch, double validationTop1) {
    for (int k = 0; k < 20; k++) {
      if (epochs(k) == epoch && epoch < last(trial)) {
        rungs.get(k).add(new Entry(trial, validationTop1));
        return Verdict.PAUSE;
      }
    }
    return Verdict.GO_ON;
  }

  @Override
  public void ended(String trial) {
    ended.add(trial);
  }

  @Override
  public List<String> leftOver() {
    return trials.stream().map(Assignment::trial).filter(this::waits).toList();
  }

  private boolean waits(String trial) {
    for (int k = 0; k < 20; k++) {
      boolean here = rungs.get(k).stream().anyMatch(entry -> entry.trial.equals(trial));
      if (here && !promoted.get(k).contains(trial) && !ended.contains(trial)) {
        return true;
      }
    }
    return false;
  }

  /** Trials that are among the best of a rung, and could have gone on, but never did. */
  List<String> forgotten() {
    List<String> forgotten = new ArrayList<>();
    for (int k = 0; k < 20; k++) {
      for (Entry entry : top(k)) {
        if (!promoted.get(k).contains(entry.trial) && !Double.isNaN(entry.value)) {
          forgotten.add(entry.trial);
        }
      }
    }
    return forgotten;
  }

  /** Trials that went on from the first rung. */
  int promotedFromTheFirst() {
    return promoted.get(0).size();
  }
}
