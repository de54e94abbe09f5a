package io.convrelu.sweep;

import io.convrelu.sweep.queue.Assignment;
import io.convrelu.sweep.queue.TrialQueue;
import io.convrelu.sweep.queue.Verdict;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.store.EpochReport;
import io.convrelu.sweep.store.StoredTrial;
import io.convrelu.sweep.store.TrialStore;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What trials have told the queue, kept in the store in its order, so that a sweep that goes on has
 * its queue say again what it said before. Not safe for use by several threads at once.
 */
final class StoredLedger implements EpochLedger {

  private final TrialQueue queue;
  private final TrialStore store;
  private final Map<String, Map<Integer, Verdict>> told = new HashMap<>();
  private long sequence;

  StoredLedger(TrialQueue queue, TrialStore store) {
    this.queue = queue;
    this.store = store;
  }

  @Override
  public void replay(TrialPlan plan, Map<String, StoredTrial> stored) {
    record Told(String trial, EpochReport report) {}
    List<Told> all = new ArrayList<>();
    for (PlannedTrial trial : plan.trials()) {
      stored
          .getOrDefault(trial.id(), StoredTrial.NOTHING)
          .reports()
          .forEach(report -> all.add(new Told(trial.id(), report)));
    }
    all.sort(Comparator.comparingLong(one -> one.report().sequence()));
    for (Told one : all) {
      EpochReport report = one.report();
      queue.reported(one.trial(), report.epoch(), report.validationTop1());
      verdicts(one.trial()).put(report.epoch(), report.verdict());
      sequence = report.sequence() + 1;
    }
  }

  @Override
  public Verdict tell(Trial trial, Assignment assignment, TrialResult.EpochPoint point)
      throws IOException {
    Verdict known = verdicts(trial.id()).get(point.epoch());
    if (known != null) {
      boolean goneOn = known == Verdict.PAUSE && assignment.untilEpoch() > point.epoch();
      return goneOn ? Verdict.GO_ON : known;
    }
    Verdict verdict = queue.reported(trial.id(), point.epoch(), point.validationTop1());
    store.report(trial, new EpochReport(sequence, point.epoch(), point.validationTop1(), verdict));
    sequence++;
    verdicts(trial.id()).put(point.epoch(), verdict);
    return verdict;
  }

  @Override
  public Assignment pauseAgain(String trial) {
    int last = Collections.max(verdicts(trial).keySet());
    verdicts(trial).put(last, Verdict.PAUSE);
    return new Assignment(trial, last);
  }

  private Map<Integer, Verdict> verdicts(String trial) {
    return told.computeIfAbsent(trial, id -> new HashMap<>());
  }
}
