package io.convrelu.sweep;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkContext;

/**
 * The driver's threads of running trials, one each. Spark's jobs of a trial are in a group of its
 * own, by which they are cancelled, and in a pool of a place's own, so that with the FAIR scheduler
 * trials share the slots evenly. There are as many pools as trials ever run at once: Spark never
 * forgets a pool.
 */
final class TrialThreads {

  private static final String POOL = "spark.scheduler.pool";

  private final SparkContext spark;
  private final Map<RunningTrial, Thread> threads = new HashMap<>();

  TrialThreads(SparkContext spark) {
    this.spark = spark;
  }

  /** Runs the work of a trial in a new thread. */
  synchronized void start(RunningTrial trial, Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              spark.setLocalProperty(POOL, "trial-" + trial.place());
              spark.setJobGroup(group(trial), trial.planned().label(), true);
              try {
                work.run();
              } finally {
                ended(trial);
              }
            },
            "trial " + trial.id());
    thread.setDaemon(true);
    threads.put(trial, thread);
    thread.start();
  }

  /** Ends a trial's jobs and interrupts what its thread does. */
  void cancel(RunningTrial trial) {
    if (!spark.isStopped()) {
      spark.cancelJobGroup(group(trial));
    }
    synchronized (this) {
      Thread thread = threads.get(trial);
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** Waits for all threads to end, for so long at most. */
  void await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (this) {
      for (long left = patience.toMillis(); left > 0 && !threads.isEmpty(); ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    }
  }

  private synchronized void ended(RunningTrial trial) {
    threads.remove(trial);
    notifyAll();
  }

  private static String group(RunningTrial trial) {
    return "trial-" + trial.id() + "-" + trial.attempt();
  }
}
