package io.convrelu.sweep;

import io.convrelu.sweep.queue.Verdict;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.store.AttemptEnd;
import io.convrelu.sweep.store.SweepLock;
import io.convrelu.sweep.store.TrialStore;
import io.convrelu.sweep.trial.TrialProgram;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a running trial from its start to where it is stored and entered in the books. */
final class TrialDesk {

  private static final Logger LOG = LoggerFactory.getLogger(TrialDesk.class);

  private final SweepRun run;
  private final TrialProgram program;
  private final TrialStore store;
  private final SweepLock lock;
  private final SweepSettings settings;

  TrialDesk(
      SweepRun run,
      TrialProgram program,
      TrialStore store,
      SweepLock lock,
      SweepSettings settings) {
    this.run = run;
    this.program = program;
    this.store = store;
    this.lock = lock;
    this.settings = settings;
  }

  /**
   * Trains one attempt and stores what came of it; in a thread of the trial's own.
   *
   * @param stopping whether the sweep itself is ending, so that a trial's failure is not its own
   */
  void work(RunningTrial trial, BooleanSupplier stopping) {
    try {
      trial.goesOnFrom(program.runner().epochsKept(trial.trial()));
      store.begin(trial.trial(), trial.start());
      TrialOutcome outcome =
          new TrialExecution(program, stopping)
              .run(trial.planned(), point -> run.goOn(trial, point));
      // An interruption was for the training; what is stored now is to be stored whole.
      Thread.interrupted();
      if (run.expects(trial)) {
        lock.check();
        settle(trial, outcome);
      }
    } catch (IOException | RuntimeException e) {
      if (trial.ending() == RunningTrial.Ending.STOPPED) {
        run.gone(trial);
      } else {
        run.stop(e);
      }
    } catch (Error e) {
      // Nothing that ends this thread may leave the sweep waiting for it.
      run.stop(new IllegalStateException("trial " + trial.id() + ": " + e, e));
      throw e;
    }
  }

  private void settle(RunningTrial trial, TrialOutcome outcome) throws IOException {
    if (outcome instanceof TrialOutcome.Returned returned) {
      returned(trial, returned.result());
    } else if (trial.ending() == RunningTrial.Ending.TIMED_OUT) {
      timedOut(trial);
    } else if (trial.ending() == RunningTrial.Ending.STOPPED) {
      stopped(trial);
    } else if (outcome instanceof TrialOutcome.Interrupted interrupted) {
      // First: when nothing runs any more, the sweep's own thread takes that for the end.
      InterruptedException stop = new InterruptedException("the sweep was stopped during a trial");
      stop.initCause(interrupted.cause());
      run.stop(stop);
      stopped(trial);
    } else if (outcome instanceof TrialOutcome.Failed failed) {
      failed(trial, failed);
    }
  }

  private void returned(RunningTrial trial, TrialResult result) throws IOException {
    boolean early = result.state() == TrialState.PRUNED;
    if (early && trial.ending() == RunningTrial.Ending.TIMED_OUT) {
      timedOut(trial);
    } else if (early && trial.ending() == RunningTrial.Ending.STOPPED) {
      stopped(trial);
    } else if (early && trial.verdict() == Verdict.PAUSE) {
      TrialResult counted = result.with(r -> r.attempts(run.tries(trial)));
      store.pause(counted);
      run.paused(trial, counted);
    } else {
      TrialResult counted = result.with(r -> r.attempts(run.tries(trial)));
      store.commit(counted);
      store.discardCheckpoints(trial.id());
      run.ended(trial, counted);
    }
  }

  private void failed(RunningTrial trial, TrialOutcome.Failed failed) throws IOException {
    FailureReport report = failed.report();
    AttemptEnd end = trial.end(TrialState.FAILED, report.message(), System.nanoTime());
    store.fail(trial.trial(), end, Optional.of(report.trace()));
    int tries = run.tries(trial);
    if (failed.again() && run.triesAgain(trial)) {
      run.again(trial, report.message());
    } else {
      giveUp(trial, TrialState.FAILED, report.message(), tries);
    }
  }

  /** Ends a trial that is beyond its time limit. */
  void timedOut(RunningTrial trial) throws IOException {
    String message =
        "not ended within "
            + settings.timeLimit().orElseThrow().toSeconds()
            + " s (sweep.time-limit)";
    AttemptEnd end = trial.end(TrialState.TIMED_OUT, message, System.nanoTime());
    store.fail(trial.trial(), end, Optional.empty());
    giveUp(trial, TrialState.TIMED_OUT, message, run.tries(trial));
  }

  private void giveUp(RunningTrial trial, TrialState state, String message, int tries)
      throws IOException {
    TrialResult result =
        Unfinished.result(
            program.data(),
            trial.planned(),
            state,
            message,
            tries,
            trial.seconds(System.nanoTime()),
            program.runner().provenance(trial.trial(), trial.clock()));
    store.commit(result);
    run.ended(trial, result);
  }

  private void stopped(RunningTrial trial) throws IOException {
    noteStop(trial);
    run.gone(trial);
  }

  private void noteStop(RunningTrial trial) throws IOException {
    AttemptEnd end = trial.end(TrialState.PENDING, "the sweep was stopped", System.nanoTime());
    store.fail(trial.trial(), end, Optional.empty());
  }

  /** Notes for all running trials that the sweep was stopped under them: the JVM is ending. */
  void noteStops() {
    for (RunningTrial trial : run.running()) {
      trial.end(RunningTrial.Ending.STOPPED, System.nanoTime());
      try {
        noteStop(trial);
      } catch (IOException e) {
        LOG.warn("cannot note that trial {} was stopped", trial.id(), e);
      }
    }
  }

  /** Ends the paused trials that nobody will go on with. False when there are none. */
  boolean settleLeftOver() throws IOException {
    boolean any = false;
    for (TrialResult result : run.leftOver()) {
      lock.check();
      store.commit(result);
      store.discardCheckpoints(result.trial());
      run.pruned(result);
      any = true;
    }
    return any;
  }
}
