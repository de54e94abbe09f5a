package io.convrelu.cluster;

import io.convrelu.train.EpochMetrics;
import io.convrelu.train.TrainingProgress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Kills an executor in the middle of averaging rounds: when it has begun a worker's part of a round
 * that is not an epoch's first, before which other tasks run. Between rounds the training waits
 * until the cluster is whole again.
 */
final class RoundDisturbance extends SparkListener implements TrainingProgress {

  private final TwoHosts cluster;
  private final Function<ExecutorProcesses, String> victim;
  private final int times;
  private final Set<String> killed = new TreeSet<>();

  /** Tasks that a kill was meant for, and the round that they are part of. */
  private final Map<Long, Integer> meant = new HashMap<>();

  private final Set<Integer> disturbed = new TreeSet<>();
  private Optional<String> target = Optional.empty();
  private int rounds;

  /**
   * @param victim which executor a round is to lose
   * @param times rounds that lose one
   */
  RoundDisturbance(TwoHosts cluster, Function<ExecutorProcesses, String> victim, int times) {
    this.cluster = cluster;
    this.victim = victim;
    this.times = times;
  }

  @Override
  public void round(Position position) {
    try {
      cluster.awaitWhole();
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("the cluster did not become whole again", e);
    }
    synchronized (this) {
      rounds++;
      boolean another = position.step() < position.steps() && disturbed.size() < times;
      target = another ? Optional.of(victim.apply(cluster.executors())) : Optional.empty();
    }
  }

  @Override
  public void epoch(EpochMetrics metrics) {}

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    String executor = start.taskInfo().executorId();
    if (target.filter(executor::equals).isPresent()) {
      target = Optional.empty();
      cluster.executors().kill(executor);
      killed.add(executor);
      meant.put(start.taskInfo().taskId(), rounds + 1);
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    Integer round = meant.get(end.taskInfo().taskId());
    if (round != null && end.reason() instanceof ExecutorLostFailure) {
      disturbed.add(round);
    }
  }

  /** Rounds, from 1 over all epochs, in which a worker's part was lost with its executor. */
  synchronized Set<Integer> disturbedRounds() {
    return new TreeSet<>(disturbed);
  }

  /** Ids of the executors that were killed. */
  synchronized Set<String> killed() {
    return new TreeSet<>(killed);
  }

  /** Rounds of the training so far. */
  synchronized int rounds() {
    return rounds;
  }
}
