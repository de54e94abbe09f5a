package io.convrelu.sweep.sink.mlflow;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.trial.PlannedTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trial, and how much of it the server knows. What cannot be sent now stays here and is sent the
 * next time: only the state that counts is kept, not a log of requests.
 */
final class TrackedTrial {

  private final PlannedTrial trial;
  private final List<ToldEpoch> waiting = new ArrayList<>();
  private Optional<String> run = Optional.empty();
  private boolean described;
  private long sentEpochs;
  private TrialState state = TrialState.RUNNING;
  private Optional<TrialState> sentState = Optional.empty();
  private Optional<TrialResult> result = Optional.empty();
  private long startMillis;
  private long stateMillis;

  TrackedTrial(PlannedTrial trial, long millis) {
    this.trial = trial;
    this.startMillis = millis;
    this.stateMillis = millis;
  }

  /** The trial's identity. */
  String id() {
    return trial.id();
  }

  /** Whether the trial has ended. */
  boolean over() {
    return result.isPresent();
  }

  /** Whether there is something that the server does not know. */
  boolean behind() {
    return !described || !waiting.isEmpty() || !sentState.equals(Optional.of(state));
  }

  void epoch(EpochPoint epoch, long millis) {
    long told = waiting.isEmpty() ? 0 : waiting.get(waiting.size() - 1).epoch().epoch();
    // A training that goes back to a checkpoint repeats epochs, and computes the same.
    if (epoch.epoch() > Math.max(sentEpochs, told)) {
      waiting.add(new ToldEpoch(epoch, millis));
    }
  }

  /** The trial pauses or goes on. */
  void at(TrialState next, long millis) {
    state = next;
    result = Optional.empty();
    stateMillis = millis;
  }

  void ended(TrialResult ended, long millis) {
    ended.curve().forEach(epoch -> epoch(epoch, millis));
    result = Optional.of(ended);
    state = ended.state();
    stateMillis = millis;
    startMillis = Math.min(startMillis, millis - Math.round(1000 * ended.seconds()));
  }

  /** Goes on with a run that the server has from before. */
  void found(KnownRun known) {
    if (run.isEmpty()) {
      run = Optional.of(known.id());
      sentEpochs = known.epochs();
      waiting.removeIf(told -> told.epoch().epoch() <= sentEpochs);
    }
  }

  /** What the server has once all is sent. */
  KnownRun asKnown() {
    return new KnownRun(run.orElseThrow(), sentEpochs, TrialTags.state(state));
  }

  /** Sends what the server does not know; an exception leaves what is still to be sent. */
  void send(MlflowRuns server, String experiment, String output) {
    if (run.isEmpty()) {
      Map<String, String> tags = TrialTags.atStart(output, trial);
      run = Optional.of(server.create(experiment, TrialTags.name(trial), startMillis, tags));
      sentState = Optional.of(TrialState.RUNNING);
    }
    String id = run.get();
    if (!described) {
      server.params(id, TrialTags.params(trial));
      described = true;
    }
    if (!waiting.isEmpty()) {
      server.metrics(id, waiting);
      sentEpochs = waiting.get(waiting.size() - 1).epoch().epoch();
      waiting.clear();
    }
    if (!sentState.equals(Optional.of(state))) {
      server.tag(
          id, result.map(TrialTags::atEnd).orElse(Map.of(TrialTags.STATE, TrialTags.state(state))));
      server.status(id, TrialTags.status(state), stateMillis);
      sentState = Optional.of(state);
    }
  }
}
