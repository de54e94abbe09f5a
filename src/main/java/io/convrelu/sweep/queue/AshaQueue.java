package io.convrelu.sweep.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asynchronous successive halving (Li et al. 2020, "A System for Massively Parallel Hyperparameter
 * Tuning", algorithm 2). Trials pause at rungs, after {@code minEpochs · reduction^k} epochs.
 * Whenever there is room, the highest rung is looked for at which a trial waits that is among the
 * best {@code ⌊n / reduction⌋} of the n that have got there so far; it goes on to its next rung. If
 * there is none, a new trial starts. So nobody waits for stragglers, and now and then a trial goes
 * on that would not have, had all others been known.
 *
 * <p>Trials may have different numbers of epochs: a rung is one for all trials that are longer, and
 * a trial that goes on from the last of its rungs trains to its end. A trial that reports NaN is
 * never among the best; of equals the earlier report ranks higher. What a trial reported counts
 * even after it has ended, however it did.
 *
 * <p>After a replay, trials between two rungs are gone on with before anything else. A trial that
 * had been promoted, but had not reported since, waits at its rung again, where reports that came
 * in the meantime count.
 */
public final class AshaQueue implements TrialQueue {

  private final int reduction;
  private final Map<String, Integer> lastEpochs = new LinkedHashMap<>();
  private final List<Rung> rungs = new ArrayList<>();
  private final Set<String> fresh = new LinkedHashSet<>();
  private final Set<String> running = new HashSet<>();

  /** Trials that reported between two rungs but do not run, with the epoch that they reported. */
  private final Map<String, Integer> interrupted = new LinkedHashMap<>();

  /**
   * @param trials each with its last epoch, in the order in which they start
   * @param minEpochs after which trials are compared first, at least 1
   * @param reduction one in so many goes on, at least 2
   */
  public AshaQueue(List<Assignment> trials, int minEpochs, int reduction) {
    if (minEpochs < 1 || reduction < 2) {
      throw new IllegalArgumentException(minEpochs + " epochs, reduction " + reduction);
    }
    this.reduction = reduction;
    trials.forEach(trial -> lastEpochs.put(trial.trial(), trial.untilEpoch()));
    fresh.addAll(lastEpochs.keySet());
    int longest = lastEpochs.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    for (long epoch = minEpochs; epoch < longest; epoch *= reduction) {
      rungs.add(new Rung((int) epoch));
    }
  }

  @Override
  public Optional<Assignment> next() {
    Optional<Map.Entry<String, Integer>> broken = interrupted.entrySet().stream().findFirst();
    if (broken.isPresent()) {
      return Optional.of(start(broken.get().getKey(), broken.get().getValue()));
    }
    for (int k = rungs.size() - 1; k >= 0; k--) {
      Optional<String> best = rungs.get(k).promotable(reduction);
      if (best.isPresent()) {
        rungs.get(k).leave(best.get());
        return Optional.of(start(best.get(), rungs.get(k).epoch()));
      }
    }
    return fresh.stream().findFirst().map(trial -> start(trial, 0));
  }

  private Assignment start(String trial, int reached) {
    interrupted.remove(trial);
    fresh.remove(trial);
    running.add(trial);
    int last = lastEpochs.get(trial);
    int until =
        rungs.stream()
            .mapToInt(Rung::epoch)
            .filter(e -> e > reached && e < last)
            .min()
            .orElse(last);
    return new Assignment(trial, until);
  }

  @Override
  public Verdict reported(String trial, int epoch, double validationTop1) {
    fresh.remove(trial);
    interrupted.remove(trial);
    for (Rung rung : rungs) {
      if (rung.epoch() < epoch) {
        rung.leave(trial);
      } else if (rung.epoch() == epoch && epoch < lastEpochs.get(trial)) {
        rung.add(trial, validationTop1);
        running.remove(trial);
        return Verdict.PAUSE;
      }
    }
    if (!running.contains(trial)) {
      interrupted.put(trial, epoch);
    }
    return Verdict.GO_ON;
  }

  @Override
  public void ended(String trial) {
    fresh.remove(trial);
    interrupted.remove(trial);
    running.remove(trial);
    rungs.forEach(rung -> rung.leave(trial));
  }

  @Override
  public List<String> leftOver() {
    return lastEpochs.keySet().stream()
        .filter(trial -> rungs.stream().anyMatch(rung -> rung.isWaiting(trial)))
        .toList();
  }
}
