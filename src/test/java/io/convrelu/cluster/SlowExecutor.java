package io.convrelu.cluster;

import io.convrelu.train.EpochMetrics;
import io.convrelu.train.TrainingProgress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;

/**
 * Slows an executor down from the moment that it begins a worker's part of a round to the end of
 * the round, so that Spark starts a copy of the part elsewhere.
 */
final class SlowExecutor extends SparkListener implements TrainingProgress, AutoCloseable {

  private final ExecutorProcesses executors;
  private final int times;
  private final Set<Long> copies = new HashSet<>();
  private boolean wanted = true;
  private Optional<Process> brake = Optional.empty();
  private int slowed;
  private int copiesThatWon;

  /**
   * @param times rounds with a slow executor, not counting those in which no copy was started
   */
  SlowExecutor(ExecutorProcesses executors, int times) {
    this.executors = executors;
    this.times = times;
  }

  @Override
  public synchronized void round(Position position) {
    close();
    wanted = position.step() < position.steps() && copies.size() < times;
  }

  @Override
  public void epoch(EpochMetrics metrics) {}

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    TaskInfo task = start.taskInfo();
    if (task.speculative()) {
      copies.add(task.taskId());
    } else if (wanted) {
      wanted = false;
      slowed++;
      brake = Optional.of(executors.slowDown(task.executorId()));
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskInfo().speculative() && end.taskInfo().successful()) {
      copiesThatWon++;
    }
  }

  /** The executor runs at its own speed again. */
  @Override
  public synchronized void close() {
    brake.ifPresent(Process::destroy);
    brake = Optional.empty();
  }

  /** Rounds with a slow executor. */
  synchronized int slowed() {
    return slowed;
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
