package io.convrelu.sweep;

import io.convrelu.sweep.queue.Assignment;
import io.convrelu.sweep.queue.Verdict;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.store.AttemptEnd;
import io.convrelu.sweep.store.AttemptStart;
import io.convrelu.sweep.store.LockRecord;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialClock;
import java.time.Duration;

/** A trial that is being trained: what its own thread and the sweep's know of it. */
final class RunningTrial {

  /** Why it is not to go on. */
  enum Ending {
    NONE,
    STOPPED,
    TIMED_OUT
  }

  private final PlannedTrial planned;
  private final Assignment assignment;
  private final int attempt;
  private final int place;
  private final long startNanos;
  private final TrialClock clock = TrialClock.start();
  private Ending ending = Ending.NONE;
  private Verdict verdict = Verdict.GO_ON;
  private int epochsKept;
  private long cancelledNanos;

  /**
   * @param place the smallest number from 0 that no other running trial has
   */
  RunningTrial(PlannedTrial planned, Assignment assignment, int attempt, int place, long now) {
    this.planned = planned;
    this.assignment = assignment;
    this.attempt = attempt;
    this.place = place;
    this.startNanos = now;
  }

  PlannedTrial planned() {
    return planned;
  }

  Trial trial() {
    return planned.trial();
  }

  String id() {
    return planned.id();
  }

  Assignment assignment() {
    return assignment;
  }

  int attempt() {
    return attempt;
  }

  /** Since when this attempt has been running. */
  TrialClock clock() {
    return clock;
  }

  int place() {
    return place;
  }

  synchronized Ending ending() {
    return ending;
  }

  synchronized Verdict verdict() {
    return verdict;
  }

  synchronized int epochsKept() {
    return epochsKept;
  }

  /** Epochs of earlier attempts that this one goes on from. */
  synchronized void goesOnFrom(int epochs) {
    epochsKept = epochs;
  }

  synchronized void decided(Verdict last) {
    verdict = last;
  }

  synchronized void end(Ending why, long now) {
    if (ending == Ending.NONE) {
      ending = why;
      cancelledNanos = now;
    }
  }

  double seconds(long now) {
    return (now - startNanos) / 1e9;
  }

  synchronized boolean beyond(Duration limit, long now) {
    return ending == Ending.NONE && now - startNanos > limit.toNanos();
  }

  /** Whether it was told to end so long ago that it never will. */
  synchronized boolean hangs(Duration grace, long now) {
    return ending == Ending.TIMED_OUT && now - cancelledNanos > grace.toNanos();
  }

  synchronized AttemptStart start() {
    LockRecord here = LockRecord.ofThisProcess();
    return new AttemptStart(attempt, here.process(), here.renewed(), epochsKept);
  }

  AttemptEnd end(TrialState state, String message, long now) {
    return new AttemptEnd(
        attempt, state, message, seconds(now), LockRecord.ofThisProcess().renewed());
  }
}
