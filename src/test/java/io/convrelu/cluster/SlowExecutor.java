package io.convrelu.cluster;

import io.convrelu.train.EpochMetrics;
import io.convrelu.train.TrainingProgress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;

/**
 * Stops an executor's process (SIGSTOP) when it has begun a worker's part of a round, until Spark
 * has started a copy of it elsewhere and a moment has passed: both are then at work, or the copy
 * has won.
 */
final class SlowExecutor extends SparkListener implements TrainingProgress {

  /** After which a process goes on whatever has happened, so that a test cannot hang. */
  private static final long SECONDS = 20;

  private final ExecutorProcesses executors;
  private final int times;
  private final Set<Long> copies = new HashSet<>();
  private boolean wanted = true;
  private String stopped = "";
  private int stops;
  private int copiesThatWon;

  /**
   * @param times rounds with a slow executor
   */
  SlowExecutor(ExecutorProcesses executors, int times) {
    this.executors = executors;
    this.times = times;
  }

  @Override
  public synchronized void round(Position position) {
    wanted = position.step() < position.steps() && stops < times;
  }

  @Override
  public void epoch(EpochMetrics metrics) {}

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    TaskInfo task = start.taskInfo();
    if (task.speculative()) {
      copies.add(task.taskId());
      goOnAfter(1, TimeUnit.SECONDS);
    } else if (wanted && stopped.isEmpty()) {
      wanted = false;
      stopped = task.executorId();
      stops++;
      executors.signal(stopped, "STOP");
      goOnAfter(SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskInfo().speculative() && end.taskInfo().successful()) {
      copiesThatWon++;
    }
  }

  private void goOnAfter(long time, TimeUnit unit) {
    String which = stopped;
    int stop = stops;
    Executor later = CompletableFuture.delayedExecutor(time, unit);
    later.execute(() -> goOn(which, stop));
  }

  private synchronized void goOn(String which, int stop) {
    if (stop == stops && stopped.equals(which) && !which.isEmpty()) {
      executors.signal(which, "CONT");
      stopped = "";
    }
  }

  /** Attempts that Spark started beside one that was running. */
  synchronized int copies() {
    return copies.size();
  }

  /** Copies whose result was taken. */
  synchronized int copiesThatWon() {
    return copiesThatWon;
  }
}
