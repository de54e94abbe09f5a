package io.convrelu.sweep;

import io.convrelu.sweep.store.TableKeeper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a cluster busy with trials: starts them as slots get free and ends those beyond their time
 * limit. The thread that calls {@link #run} starts and watches; each trial is trained and stored by
 * a thread of its own.
 */
final class SweepLoop {

  private static final Logger LOG = LoggerFactory.getLogger(SweepLoop.class);

  /** How long the loop sleeps at most when nothing happens. */
  private static final long PERIOD_MILLIS = 500;

  private final SparkContext spark;
  private final SweepRun run;
  private final TrialDesk desk;
  private final TrialThreads threads;
  private final SweepSettings settings;
  private final TableKeeper table;
  private final Duration grace;
  private final BooleanSupplier stopping;

  /**
   * @param grace that a trial which was told to end has to do so
   * @param stopping whether the JVM or the application is ending
   */
  SweepLoop(
      SparkContext spark,
      SweepRun run,
      TrialDesk desk,
      TrialThreads threads,
      SweepSettings settings,
      TableKeeper table,
      Duration grace,
      BooleanSupplier stopping) {
    this.spark = spark;
    this.run = run;
    this.desk = desk;
    this.threads = threads;
    this.settings = settings;
    this.table = table;
    this.grace = grace;
    this.stopping = stopping;
  }

  /**
   * Runs everything that the queue wants.
   *
   * @return why it gave up, unless it came to the end
   * @throws InterruptedException when it was stopped; trials that ran go on from their checkpoints
   *     the next time
   */
  Optional<String> run() throws IOException, InterruptedException {
    try {
      Optional<String> givenUp = Optional.empty();
      while (givenUp.isEmpty() && workLeft()) {
        run.await(PERIOD_MILLIS);
        raiseFatal();
        endLateTrials();
        table.keep(run::all);
        givenUp = run.givenUp();
      }
      return givenUp;
    } finally {
      stopAll();
    }
  }

  private boolean workLeft() throws IOException, InterruptedException {
    raiseFatal();
    startWhatFits();
    boolean more = !run.running().isEmpty() || desk.settleLeftOver() || run.waiting();
    raiseFatal();
    return more;
  }

  private void raiseFatal() throws IOException, InterruptedException {
    Optional<Exception> fatal = run.fatal();
    if (fatal.isPresent()) {
      if (fatal.get() instanceof InterruptedException stop) {
        throw stop;
      }
      if (fatal.get() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(fatal.get());
    }
    if (stopping.getAsBoolean()) {
      throw new InterruptedException("the sweep was stopped");
    }
  }

  private void startWhatFits() {
    for (Optional<RunningTrial> next = run.start(slots());
        next.isPresent();
        next = run.start(slots())) {
      RunningTrial trial = next.get();
      threads.start(trial, () -> desk.work(trial, stopping));
    }
  }

  /** Tasks that run at once, as far as the driver knows now. */
  private int slots() {
    return Math.max(1, spark.defaultParallelism());
  }

  private void endLateTrials() throws IOException {
    if (settings.timeLimit().isEmpty()) {
      return;
    }
    for (RunningTrial trial : run.running()) {
      long now = System.nanoTime();
      if (trial.beyond(settings.timeLimit().get(), now)) {
        trial.end(RunningTrial.Ending.TIMED_OUT, now);
        threads.cancel(trial);
      } else if (trial.hangs(grace, now)) {
        LOG.warn(
            "trial {} does not end; it is given up, and the slots that it holds are lost until this"
                + " application ends",
            trial.id());
        desk.timedOut(trial);
      }
    }
  }

  /** Tells all trials that still run to end, and waits for them. */
  private void stopAll() {
    for (RunningTrial trial : run.running()) {
      trial.end(RunningTrial.Ending.STOPPED, System.nanoTime());
      threads.cancel(trial);
    }
    try {
      threads.await(grace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
