package io.convrelu.sweep;

import io.convrelu.conf.ConfigException;
import io.convrelu.data.BadInputException;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.space.CanonicalSettings;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialControl;
import io.convrelu.sweep.trial.TrialProgram;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a trial, whatever happens in it. */
final class TrialExecution {

  private static final Logger LOG = LoggerFactory.getLogger(TrialExecution.class);

  private final TrialProgram program;
  private final BooleanSupplier stopping;

  /**
   * @param stopping whether the sweep itself is ending, so that a trial's failure is not its own
   */
  TrialExecution(TrialProgram program, BooleanSupplier stopping) {
    this.program = program;
    this.stopping = stopping;
  }

  /**
   * Runs a trial. Its failure is an outcome, as long as the JVM can go on: stack overflow, memory
   * and linkage errors belong to the one trial that met them.
   */
  TrialOutcome run(PlannedTrial planned, TrialControl control) {
    Trial trial = planned.trial();
    try {
      TrialResult result = program.runner().run(trial, control);
      if (!result.trial().equals(trial.id())) {
        throw new IllegalStateException("the runner returned trial " + result.trial());
      }
      return new TrialOutcome.Returned(
          result.with(r -> r.settings(CanonicalSettings.texts(trial.settings()))));
    } catch (InterruptedException e) {
      return new TrialOutcome.Interrupted(e);
    } catch (Exception
        | AssertionError
        | LinkageError
        | OutOfMemoryError
        | StackOverflowError failure) {
      if (stopping.getAsBoolean() || interrupted(failure)) {
        return new TrialOutcome.Interrupted(failure);
      }
      LOG.debug("trial {} failed", trial.id(), failure);
      return new TrialOutcome.Failed(FailureReport.of(failure), mayDoBetter(failure));
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

  /** Wrong settings and damaged data are as wrong the next time. */
  private static boolean mayDoBetter(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ConfigException || t instanceof BadInputException) {
        return false;
      }
    }
    return true;
  }
}
