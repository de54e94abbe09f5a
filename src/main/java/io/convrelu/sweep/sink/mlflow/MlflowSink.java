package io.convrelu.sweep.sink.mlflow;

import io.convrelu.sweep.SweepListener;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlflow.tracking.MlflowHttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a run of every trial on an MLflow server. Every message tries to send all that the server
 * does not know yet; after a failure there is a rest, so that a server that is away costs one
 * request in a while. What it has missed is sent when it is back, or when the sweep is started
 * again. Blocks while it sends: to be told in a thread of its own.
 */
public final class MlflowSink implements SweepListener {

  private static final Logger LOG = LoggerFactory.getLogger(MlflowSink.class);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofSeconds(30);
  private static final int BAD_REQUEST = 400;

  private final MlflowTarget target;
  private final String output;
  private final Clock clock;
  private final MlflowConnection connection;
  private final MlflowRuns server;
  private final Map<String, TrackedTrial> trials = new LinkedHashMap<>();
  private Map<String, PlannedTrial> plan = Map.of();
  private List<TrialResult> endedBefore = List.of();
  private final Map<String, KnownRun> known = new HashMap<>();
  private Optional<String> experiment = Optional.empty();
  private long quietUntil;
  private boolean warned;

  /**
   * @param output the sweep's folder, qualified, by which its runs are found again
   */
  public MlflowSink(MlflowTarget target, String output, Clock clock) {
    this(target, output, clock, CALL_LIMIT);
  }

  MlflowSink(MlflowTarget target, String output, Clock clock, Duration callLimit) {
    this.target = target;
    this.output = output;
    this.clock = clock;
    this.connection = new MlflowConnection(target.uri(), callLimit);
    this.server = new MlflowRuns(connection);
  }

  @Override
  public void planned(TrialPlan plan, List<TrialResult> ended) {
    Map<String, PlannedTrial> byId = new HashMap<>();
    plan.trials().forEach(trial -> byId.put(trial.id(), trial));
    this.plan = byId;
    endedBefore = List.copyOf(ended);
    send();
  }

  @Override
  public void started(PlannedTrial trial, int attempt) {
    tracked(trial).at(TrialState.RUNNING, clock.millis());
    send();
  }

  @Override
  public void epoch(PlannedTrial trial, TrialResult.EpochPoint epoch) {
    tracked(trial).epoch(epoch, clock.millis());
    send();
  }

  @Override
  public void paused(PlannedTrial trial) {
    tracked(trial).at(TrialState.PENDING, clock.millis());
    send();
  }

  @Override
  public void attemptEnded(PlannedTrial trial, int attempt, String message) {
    tracked(trial).at(TrialState.PENDING, clock.millis());
    send();
  }

  @Override
  public void ended(PlannedTrial trial, TrialResult result) {
    tracked(trial).ended(result, clock.millis());
    send();
  }

  /** Trials that have not ended wait for the next start of the sweep. */
  @Override
  public void finished(List<TrialResult> outcome) {
    trials.values().stream()
        .filter(trial -> !trial.over())
        .forEach(trial -> trial.at(TrialState.PENDING, clock.millis()));
    quietUntil = 0;
    send();
    long behind = trials.values().stream().filter(TrackedTrial::behind).count();
    if (behind > 0) {
      LOG.warn(
          "MLflow: {} does not have all of {} trials; starting the sweep again sends the rest",
          target.uri(),
          behind);
    }
    connection.close();
  }

  private TrackedTrial tracked(PlannedTrial trial) {
    return trials.computeIfAbsent(
        trial.id(),
        id -> {
          TrackedTrial fresh = new TrackedTrial(trial, clock.millis());
          Optional.ofNullable(known.get(id)).ifPresent(fresh::found);
          return fresh;
        });
  }

  private void send() {
    if (clock.millis() < quietUntil) {
      return;
    }
    try {
      connect();
      sendAll();
    } catch (RuntimeException e) {
      quietUntil = clock.millis() + REST.toMillis();
      warn(e, "the sweep goes on, and what is missing is sent when the server answers");
    }
  }

  private void connect() {
    if (experiment.isPresent()) {
      return;
    }
    String id = server.experiment(target.experiment());
    known.putAll(server.find(id, TrialTags.SWEEP, TrialTags.sweep(output), TrialTags.TRIAL));
    experiment = Optional.of(id);
    trials.forEach(
        (trial, tracked) -> Optional.ofNullable(known.get(trial)).ifPresent(tracked::found));
    for (TrialResult result : endedBefore) {
      KnownRun run = known.get(result.trial());
      boolean current = run != null && run.state().equals(TrialTags.state(result.state()));
      if (!current && plan.containsKey(result.trial())) {
        tracked(plan.get(result.trial())).ended(result, clock.millis());
      }
    }
    endedBefore = List.of();
  }

  private void sendAll() {
    for (Iterator<TrackedTrial> all = trials.values().iterator(); all.hasNext(); ) {
      TrackedTrial trial = all.next();
      if (trial.behind()) {
        try {
          trial.send(server, experiment.orElseThrow(), output);
        } catch (MlflowHttpException e) {
          if (e.getStatusCode() != BAD_REQUEST) {
            throw e;
          }
          warn(e, "this trial is not shown there");
          all.remove();
          continue;
        }
      }
      if (trial.over() && !trial.behind()) {
        known.put(trial.id(), trial.asKnown());
        all.remove();
      }
    }
  }

  private void warn(RuntimeException e, String consequence) {
    if (!warned) {
      LOG.warn("MLflow: {}: {}; {}", target.uri(), reason(e), consequence);
      warned = true;
    }
    LOG.debug("MLflow", e);
  }

  private static String reason(RuntimeException e) {
    if (e instanceof MlflowHttpException http) {
      String body = http.getBodyMessage();
      return "status "
          + http.getStatusCode()
          + (body == null ? "" : " " + body.substring(0, Math.min(200, body.length())));
    }
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.toString();
  }
}
