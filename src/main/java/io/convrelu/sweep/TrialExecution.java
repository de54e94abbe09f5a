package io.convrelu.sweep;

import io.convrelu.sweep.space.CanonicalSettings;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One trial from start to result, whatever happens in it. */
final class TrialExecution {

  private static final Logger LOG = LoggerFactory.getLogger(TrialExecution.class);

  private final TrialProgram program;
  private final TrialStore store;
  private final BooleanSupplier stopping;

  /**
   * @param stopping whether the sweep itself is ending, so that a trial's failure is not its own
   */
  TrialExecution(TrialProgram program, TrialStore store, BooleanSupplier stopping) {
    this.program = program;
    this.store = store;
    this.stopping = stopping;
  }

  /**
   * Runs a trial. Its failure is a result, as long as the JVM can go on: stack overflow, memory and
   * linkage errors belong to the one trial that met them.
   *
   * @throws InterruptedException when the sweep is to stop; the trial has not ended then
   */
  TrialResult run(PlannedTrial planned) throws IOException, InterruptedException {
    Trial trial = planned.trial();
    store.begin(trial);
    long start = System.nanoTime();
    try {
      TrialResult result = program.runner().run(trial);
      if (!result.trial().equals(trial.id())) {
        throw new IllegalStateException("the runner returned trial " + result.trial());
      }
      return result.with(r -> r.settings(CanonicalSettings.texts(trial.settings())));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception
        | AssertionError
        | LinkageError
        | OutOfMemoryError
        | StackOverflowError failure) {
      if (stopping.getAsBoolean() || interrupted(failure)) {
        throw stopped(failure);
      }
      FailureReport report = FailureReport.of(failure);
      LOG.debug("trial {} failed", trial.id(), failure);
      store.writeErrorLog(trial, report.trace());
      return failed(planned, report.message(), (System.nanoTime() - start) / 1e9);
    }
  }

  private static boolean interrupted(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof InterruptedException) {
        return true;
      }
    }
    return Thread.currentThread().isInterrupted();
  }

  private static InterruptedException stopped(Throwable failure) {
    InterruptedException stop = new InterruptedException("the sweep was stopped during a trial");
    stop.initCause(failure);
    return stop;
  }

  private TrialResult failed(PlannedTrial planned, String message, double seconds) {
    return new TrialResultBuilder(
            planned.id(), TrialState.FAILED, program.data(), planned.description())
        .message(message)
        .settings(CanonicalSettings.texts(planned.trial().settings()))
        .seconds(seconds)
        .build();
  }
}
