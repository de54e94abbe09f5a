package io.convrelu.sweep.sink;

import io.convrelu.sweep.SweepListener;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes what it is told to a sink in a thread of the sink's own, in the same order, and never
 * waits for it: a slow or broken sink costs the sweep nothing. What does not fit into the queue is
 * lost to the sink. Only at the end, which is told once, does it wait for the sink to get done, and
 * not for ever.
 */
final class BackgroundSink implements SweepListener {

  private static final Logger LOG = LoggerFactory.getLogger(BackgroundSink.class);

  private final String name;
  private final SweepListener sink;
  private final Duration patience;
  private final ThreadPoolExecutor thread;
  // Counted by one thread each.
  private long dropped;
  private long failed;

  /**
   * @param name what the sink is called in messages
   * @param capacity how much that was told may wait for the sink
   * @param patience how long the end of the sweep waits for the sink
   */
  BackgroundSink(String name, SweepListener sink, int capacity, Duration patience) {
    this.name = name;
    this.sink = sink;
    this.patience = patience;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(capacity),
            work -> {
              Thread made = new Thread(work, "sweep: " + name);
              made.setDaemon(true);
              return made;
            },
            (work, executor) -> dropped());
  }

  @Override
  public void planned(TrialPlan plan, List<TrialResult> ended) {
    tell(() -> sink.planned(plan, ended));
  }

  @Override
  public void started(PlannedTrial trial, int attempt) {
    tell(() -> sink.started(trial, attempt));
  }

  @Override
  public void epoch(PlannedTrial trial, TrialResult.EpochPoint epoch) {
    tell(() -> sink.epoch(trial, epoch));
  }

  @Override
  public void paused(PlannedTrial trial) {
    tell(() -> sink.paused(trial));
  }

  @Override
  public void attemptEnded(PlannedTrial trial, int attempt, String message) {
    tell(() -> sink.attemptEnded(trial, attempt, message));
  }

  @Override
  public void ended(PlannedTrial trial, TrialResult result) {
    tell(() -> sink.ended(trial, result));
  }

  @Override
  public void finished(List<TrialResult> outcome) {
    tell(() -> sink.finished(outcome));
    thread.shutdown();
    if (!waited()) {
      LOG.warn("{}: {} messages were not written in time", name, thread.getQueue().size() + 1);
    }
  }

  private void tell(Runnable message) {
    thread.execute(
        () -> {
          try {
            message.run();
          } catch (RuntimeException | LinkageError e) {
            failed(e);
          }
        });
  }

  private void failed(Throwable e) {
    failed++;
    if (failed == 1) {
      LOG.warn("{}: {}; the sweep goes on, more of this is not told", name, cause(e));
    }
    LOG.debug("{}", name, e);
  }

  private void dropped() {
    dropped++;
    if (dropped == 1) {
      LOG.warn("{}: too slow for this sweep, which goes on; some of it is not written", name);
    }
  }

  private static String cause(Throwable e) {
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.toString();
  }

  /** A sweep that was interrupted still lets its sinks write what they have. */
  private boolean waited() {
    boolean interrupted = Thread.interrupted();
    try {
      return thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      return thread.isTerminated();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
