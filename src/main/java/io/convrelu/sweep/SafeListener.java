package io.convrelu.sweep;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialPlan;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners, one after the other; what goes wrong in one touches nobody else. */
final class SafeListener implements SweepListener {

  private static final Logger LOG = LoggerFactory.getLogger(SafeListener.class);

  private final List<SweepListener> listeners;
  private boolean warned;

  SafeListener(List<SweepListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void planned(TrialPlan plan, List<TrialResult> ended) {
    each(listener -> listener.planned(plan, ended));
  }

  @Override
  public void started(PlannedTrial trial, int attempt) {
    each(listener -> listener.started(trial, attempt));
  }

  @Override
  public void epoch(PlannedTrial trial, TrialResult.EpochPoint epoch) {
    each(listener -> listener.epoch(trial, epoch));
  }

  @Override
  public void paused(PlannedTrial trial) {
    each(listener -> listener.paused(trial));
  }

  @Override
  public void attemptEnded(PlannedTrial trial, int attempt, String message) {
    each(listener -> listener.attemptEnded(trial, attempt, message));
  }

  @Override
  public void ended(PlannedTrial trial, TrialResult result) {
    each(listener -> listener.ended(trial, result));
  }

  @Override
  public void finished(List<TrialResult> outcome) {
    each(listener -> listener.finished(outcome));
  }

  private synchronized void each(Consumer<SweepListener> call) {
    for (SweepListener listener : listeners) {
      try {
        call.accept(listener);
      } catch (RuntimeException | LinkageError e) {
        if (!warned) {
          LOG.warn("{} failed; the sweep goes on without minding", listener.getClass(), e);
        }
        warned = true;
      }
    }
  }
}
