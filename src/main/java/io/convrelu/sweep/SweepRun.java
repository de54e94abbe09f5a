package io.convrelu.sweep;

import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.queue.Assignment;
import io.convrelu.sweep.queue.TrialQueue;
import io.convrelu.sweep.queue.Verdict;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.store.StoredTrial;
import io.convrelu.sweep.store.TrialStore;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialPlan;
import io.convrelu.sweep.trial.TrialProgram;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The books of a running sweep: which trials wait, run and have ended. Every change is made under
 * its own lock, so that the queue and the listener are never called by two threads at once.
 */
final class SweepRun {

  private final TrialProgram program;
  private final TrialStore store;
  private final EpochLedger ledger;
  private final TrialQueue queue;
  private final SweepSettings settings;
  private final SweepListener listener;
  private final Map<String, PlannedTrial> planned = new LinkedHashMap<>();
  private final Map<String, TrialResult> results = new HashMap<>();
  private final Map<String, TrialResult> paused = new HashMap<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, Integer> earlierFailures = new HashMap<>();
  private final Map<String, RunningTrial> running = new LinkedHashMap<>();
  private final Deque<Assignment> again = new ArrayDeque<>();
  private final Set<String> settling = new HashSet<>();
  private Optional<Exception> fatal = Optional.empty();
  private int failuresInARow;

  SweepRun(
      TrialPlan plan,
      TrialProgram program,
      TrialStore store,
      EpochLedger ledger,
      TrialQueue queue,
      SweepSettings settings,
      SweepListener listener) {
    this.program = program;
    this.store = store;
    this.ledger = ledger;
    this.queue = queue;
    this.settings = settings;
    this.listener = listener;
    plan.trials().forEach(trial -> planned.put(trial.id(), trial));
  }

  /** Takes over what earlier runs have come to; what they left unfinished is to be run. */
  synchronized void takeOver(TrialPlan plan, Map<String, StoredTrial> stored) throws IOException {
    stored.forEach((id, trial) -> trial.result().ifPresent(result -> results.put(id, result)));
    ledger.replay(plan, stored);
    List<TrialResult> settled = new ArrayList<>();
    LostAttempts lost = new LostAttempts(store, program.runner(), settings.retries());
    Map<PlannedTrial, String> given = new LinkedHashMap<>();
    for (PlannedTrial trial : plan.trials()) {
      StoredTrial past = stored.getOrDefault(trial.id(), StoredTrial.NOTHING);
      past.paused().ifPresent(result -> paused.put(trial.id(), result));
      attempts.put(trial.id(), past.attempts());
      long failed = past.ends().stream().filter(end -> end.state() == TrialState.FAILED).count();
      earlierFailures.put(trial.id(), (int) failed);
      if (past.result().filter(result -> result.state().settled()).isPresent()) {
        settled.add(past.result().get());
        queue.ended(trial.id());
      } else {
        lost.close(trial.trial(), past).ifPresent(why -> given.put(trial, why));
        past.decided()
            .filter(report -> !given.containsKey(trial))
            .ifPresent(report -> settle(new Assignment(trial.id(), report.epoch())));
      }
    }
    listener.planned(plan, settled);
    for (var trial : given.entrySet()) {
      TrialResult result = lost(trial.getKey(), trial.getValue());
      store.commit(result);
      record(result);
    }
  }

  /** The driver died between what the queue said of a trial and its result, which is made now. */
  private void settle(Assignment assignment) {
    again.add(assignment);
    settling.add(assignment.trial());
  }

  /**
   * Chooses what is to start now.
   *
   * @param slots tasks that the cluster runs at once; trials are started as long as one is free
   */
  synchronized Optional<RunningTrial> start(int slots) {
    int used = running.values().stream().mapToInt(one -> Math.min(slots, workers(one))).sum();
    boolean full =
        used >= slots
            || settings.concurrentTrials().filter(most -> running.size() >= most).isPresent();
    if (full) {
      return Optional.empty();
    }
    Optional<Assignment> next = Optional.ofNullable(again.poll());
    // What the queue takes for paused may only now become so.
    return (settling.isEmpty() ? next.or(queue::next) : next).map(this::start);
  }

  private RunningTrial start(Assignment assignment) {
    String id = assignment.trial();
    int attempt = attempts.merge(id, 1, Integer::sum);
    int place = 0;
    while (hasPlace(place)) {
      place++;
    }
    RunningTrial trial =
        new RunningTrial(planned.get(id), assignment, attempt, place, System.nanoTime());
    running.put(id, trial);
    listener.started(trial.planned(), attempt);
    return trial;
  }

  private boolean hasPlace(int place) {
    return running.values().stream().anyMatch(trial -> trial.place() == place);
  }

  private static int workers(RunningTrial trial) {
    return trial.planned().outline().workers();
  }

  /** A running trial has finished an epoch. */
  synchronized boolean goOn(RunningTrial trial, TrialResult.EpochPoint point) {
    if (running.get(trial.id()) != trial || trial.ending() != RunningTrial.Ending.NONE) {
      return false;
    }
    try {
      trial.decided(ledger.tell(trial.trial(), trial.assignment(), point));
    } catch (IOException e) {
      stop(e);
      return false;
    }
    if (point.epoch() > trial.epochsKept()) {
      listener.epoch(trial.planned(), point);
    }
    return trial.verdict() == Verdict.GO_ON;
  }

  /** Whether a trial that has come back is still waited for; one that was given up is not. */
  synchronized boolean expects(RunningTrial trial) {
    return running.get(trial.id()) == trial;
  }

  /** A trial has ended and is stored. */
  synchronized void ended(RunningTrial trial, TrialResult result) {
    if (running.remove(trial.id(), trial)) {
      record(result);
    }
    notifyAll();
  }

  private void record(TrialResult result) {
    results.put(result.trial(), result);
    paused.remove(result.trial());
    settling.remove(result.trial());
    failuresInARow = result.state().settled() ? 0 : failuresInARow + 1;
    queue.ended(result.trial());
    listener.ended(planned.get(result.trial()), result);
  }

  /** A trial makes room. */
  synchronized void paused(RunningTrial trial, TrialResult soFar) {
    running.remove(trial.id(), trial);
    paused.put(trial.id(), soFar);
    settling.remove(trial.id());
    listener.paused(trial.planned());
    notifyAll();
  }

  /** Whether a trial that has failed once more is to be tried again. */
  synchronized boolean triesAgain(RunningTrial trial) {
    return failures.merge(trial.id(), 1, Integer::sum) <= settings.retries();
  }

  /**
   * How often a trial was tried: attempts that failed, and the one that runs. What went on from
   * where a stop or a dead driver had cut it off counts as one, so that a sweep that was disturbed
   * ends with the results of one that was not.
   */
  synchronized int tries(RunningTrial trial) {
    return 1 + earlierFailures.get(trial.id()) + failures.getOrDefault(trial.id(), 0);
  }

  /** An attempt has failed, and the trial is to be tried again. */
  synchronized void again(RunningTrial trial, String message) {
    if (running.remove(trial.id(), trial)) {
      again.add(trial.assignment());
      listener.attemptEnded(trial.planned(), trial.attempt(), message);
    }
    notifyAll();
  }

  /** A trial has come back because it was told to. */
  synchronized void gone(RunningTrial trial) {
    running.remove(trial.id(), trial);
    notifyAll();
  }

  /** The sweep cannot go on. */
  synchronized void stop(Exception why) {
    fatal = fatal.or(() -> Optional.of(why));
    notifyAll();
  }

  /** Why the sweep cannot go on. */
  synchronized Optional<Exception> fatal() {
    return fatal;
  }

  /** Why the sweep gives up, unless it does not. */
  synchronized Optional<String> givenUp() {
    return failuresInARow < settings.consecutiveFailures()
        ? Optional.empty()
        : Optional.of(
            failuresInARow
                + " trials in a row have failed (sweep.consecutive-failures is "
                + settings.consecutiveFailures()
                + "); mend what they failed of and start the sweep again, which goes on from here");
  }

  /** Trials that are being trained. */
  synchronized List<RunningTrial> running() {
    return List.copyOf(running.values());
  }

  /** Results of paused trials that will not be gone on with; none while anything runs. */
  synchronized List<TrialResult> leftOver() {
    if (!running.isEmpty() || !again.isEmpty()) {
      return List.of();
    }
    List<TrialResult> left = new ArrayList<>();
    for (String trial : queue.leftOver()) {
      if (paused.containsKey(trial)) {
        left.add(paused.get(trial));
      } else {
        again.add(ledger.pauseAgain(trial));
      }
    }
    return left;
  }

  /** A paused trial ends where it is. */
  synchronized void pruned(TrialResult result) {
    record(result);
  }

  /** Waits until something has changed, or for a while. */
  synchronized void await(long millis) throws InterruptedException {
    if (fatal.isEmpty()) {
      wait(millis);
    }
  }

  private TrialResult lost(PlannedTrial trial, String message) {
    int tried = 1 + earlierFailures.get(trial.id());
    // Which program ran under the drivers that died, and where, this one does not know.
    return Unfinished.result(
        program.data(), trial, TrialState.LOST, message, tried, 0, Provenance.NOT_RECORDED);
  }

  /** Whether failed trials wait to be tried again. */
  synchronized boolean waiting() {
    return !again.isEmpty();
  }

  /** Every result there is, also of trials outside of the plan. */
  synchronized List<TrialResult> all() {
    return List.copyOf(results.values());
  }

  /** The results of the plan's trials, in its order. */
  synchronized List<TrialResult> outcome() {
    List<TrialResult> outcome = new ArrayList<>();
    planned.keySet().forEach(id -> Optional.ofNullable(results.get(id)).ifPresent(outcome::add));
    return List.copyOf(outcome);
  }
}
