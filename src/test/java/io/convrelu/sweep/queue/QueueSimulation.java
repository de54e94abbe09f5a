package io.convrelu.sweep.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A cluster that trains nothing: trials take random times for an epoch and reach what a random
 * stream of their own says. Asserts on the way what every queue must keep to.
 */
final class QueueSimulation {

  /** One thing that a queue was told, by which another can be brought to where it was. */
  record Told(String trial, int epoch, double value) {

    /** Epoch 0 stands for the trial's end. */
    void to(TrialQueue queue) {
      if (epoch == 0) {
        queue.ended(trial);
      } else {
        queue.reported(trial, epoch, value);
      }
    }
  }

  private record Running(String trial, int until, double ready, int order) {}

  private final List<Assignment> trials;
  private final int slots;
  private final long seed;
  private final SplittableRandom times;
  private final Map<String, Integer> total = new HashMap<>();
  private final Map<String, Integer> reached = new TreeMap<>();
  private final Map<String, String> ended = new LinkedHashMap<>();
  private final Map<String, Integer> paused = new TreeMap<>();
  private final Map<String, Integer> lastPause = new HashMap<>();
  private final PriorityQueue<Running> running =
      new PriorityQueue<>(Comparator.comparingDouble(Running::ready).thenComparing(Running::order));
  private final List<Told> told = new ArrayList<>();
  private final List<String> starts = new ArrayList<>();
  private TrialQueue queue;
  private boolean draining;
  private double now;
  private int order;

  /**
   * @param seed of what trials reach and how long they take
   */
  QueueSimulation(TrialQueue queue, List<Assignment> trials, int slots, long seed) {
    this.queue = queue;
    this.trials = trials;
    this.slots = slots;
    this.seed = seed;
    this.times = new SplittableRandom(seed);
    trials.forEach(trial -> total.put(trial.trial(), trial.untilEpoch()));
  }

  /** Trials of 1 to {@code longest} epochs, every second one of them of the most. */
  static List<Assignment> trials(int number, int longest, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Assignment> trials = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      int epochs = random.nextBoolean() ? longest : 1 + random.nextInt(longest);
      trials.add(new Assignment("trial-" + i, epochs));
    }
    return trials;
  }

  /** Goes on until everything has ended. */
  QueueSimulation run() {
    while (step()) {
      // all is done in a step
    }
    assertThat(ended.keySet())
        .containsExactlyInAnyOrderElementsOf(trials.stream().map(Assignment::trial).toList());
    assertThat(queue.next()).isEmpty();
    assertThat(queue.leftOver()).isEmpty();
    return this;
  }

  /** One epoch of one trial. False when there is nothing more to do. */
  boolean step() {
    fill();
    Optional<Running> first = Optional.ofNullable(running.poll());
    first.ifPresent(this::finishEpoch);
    return first.isPresent() || (!draining && settleLeftOver());
  }

  /** Starts nothing more until nothing runs. */
  void drain() {
    draining = true;
    while (step()) {
      // what runs is brought to where it pauses or ends
    }
    draining = false;
  }

  /** All that runs is lost, and another queue takes over, told what this one was told. */
  void kill(Supplier<TrialQueue> another) {
    for (Running one : running) {
      Integer epoch = reached.get(one.trial());
      if (epoch != null && epoch.equals(lastPause.get(one.trial()))) {
        paused.put(one.trial(), epoch);
      }
    }
    running.clear();
    queue = another.get();
    told.forEach(one -> one.to(queue));
  }

  private void fill() {
    while (!draining && running.size() < slots) {
      Optional<Assignment> next = queue.next();
      if (next.isEmpty()) {
        return;
      }
      start(next.get());
    }
  }

  private void start(Assignment next) {
    String trial = next.trial();
    assertThat(ended).doesNotContainKey(trial);
    assertThat(running).noneMatch(one -> one.trial().equals(trial));
    assertThat(next.untilEpoch())
        .isGreaterThan(reached.getOrDefault(trial, 0))
        .isLessThanOrEqualTo(total.get(trial));
    paused.remove(trial);
    starts.add(next.toString());
    goOn(next);
  }

  private void goOn(Assignment assignment) {
    double took = -Math.log(1 - times.nextDouble());
    running.add(new Running(assignment.trial(), assignment.untilEpoch(), now + took, order++));
  }

  private void finishEpoch(Running one) {
    now = one.ready();
    String trial = one.trial();
    int epoch = reached.merge(trial, 1, Integer::sum);
    if (draw(trial, epoch, "fails") < 0.02) {
      reached.merge(trial, -1, Integer::sum);
      end(trial, "failed");
      return;
    }
    double value = score(trial, epoch);
    Verdict verdict = queue.reported(trial, epoch, value);
    told.add(new Told(trial, epoch, value));
    if (epoch == total.get(trial)) {
      assertThat(verdict).isEqualTo(Verdict.GO_ON);
      end(trial, "completed");
    } else if (verdict == Verdict.PRUNE) {
      end(trial, "pruned");
    } else if (verdict == Verdict.PAUSE) {
      paused.put(trial, epoch);
      lastPause.put(trial, epoch);
    } else {
      assertThat(epoch).isLessThan(one.until());
      goOn(new Assignment(trial, one.until()));
    }
  }

  private boolean settleLeftOver() {
    List<String> left = queue.leftOver();
    assertThat(left).containsExactlyInAnyOrderElementsOf(paused.keySet());
    left.forEach(trial -> end(trial, "pruned"));
    return !left.isEmpty();
  }

  private void end(String trial, String how) {
    assertThat(ended.put(trial, how)).isNull();
    paused.remove(trial);
    queue.ended(trial);
    told.add(new Told(trial, 0, 0));
  }

  /** Grows with epochs, differs between trials, has ties, and is NaN now and then. */
  private double score(String trial, int epoch) {
    if (draw(trial, epoch, "nan") < 0.05) {
      return Double.NaN;
    }
    double talent = draw(trial, 0, "talent");
    return Math.rint(20 * (talent * epoch / (epoch + 2) + 0.2 * draw(trial, epoch, "luck"))) / 20;
  }

  private double draw(String trial, int epoch, String what) {
    return new SplittableRandom((seed * 31 + trial.hashCode()) * 31 + epoch * 7L + what.hashCode())
        .nextDouble();
  }

  /** What was told, in its order. */
  List<Told> told() {
    return told;
  }

  /** Assignments, in their order. */
  List<String> starts() {
    return starts;
  }

  /** How each trial ended, in that order. */
  Map<String, String> ended() {
    return ended;
  }

  /** Epochs that trials have trained. */
  Map<String, Integer> reached() {
    return reached;
  }
}
