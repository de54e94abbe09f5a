package io.convrelu.sweep.store;

import io.convrelu.sweep.queue.Verdict;
import io.convrelu.sweep.result.TrialResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the store holds of one trial.
 *
 * @param result how it ended, unless it has not
 * @param starts of its attempts, in their order; not read of a settled trial
 * @param ends of those attempts that failed, in their order; not read of a settled trial
 * @param reports to the queue, by epoch
 * @param paused what it had come to where it last made room for others
 */
public record StoredTrial(
    Optional<TrialResult> result,
    List<AttemptStart> starts,
    List<AttemptEnd> ends,
    List<EpochReport> reports,
    Optional<TrialResult> paused) {

  /** Of a trial that was never started. */
  public static final StoredTrial NOTHING =
      new StoredTrial(Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());

  public StoredTrial {
    starts = List.copyOf(starts);
    ends = List.copyOf(ends);
    reports = List.copyOf(reports);
  }

  /**
   * The last report, if the queue had the trial stop there and what it had come to is not stored.
   */
  public Optional<EpochReport> decided() {
    return reports.stream()
        .max(Comparator.comparingInt(EpochReport::epoch))
        .filter(report -> report.verdict() != Verdict.GO_ON)
        .filter(report -> paused.filter(r -> r.epochs() == report.epoch()).isEmpty());
  }

  /** The number of the last attempt; 0 when there was none. */
  public int attempts() {
    return starts.isEmpty() ? 0 : starts.get(starts.size() - 1).attempt();
  }

  /** Attempts under which the driver died: started, and nothing is known of their end. */
  public List<AttemptStart> unfinished() {
    return starts.stream()
        .filter(start -> ends.stream().noneMatch(end -> end.attempt() == start.attempt()))
        .toList();
  }
}
