package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Makes the tasks of a stage finish in a chosen order: a task does not begin before the driver has
 * had the result of the one in front of it. Spark in this JVM only.
 */
public final class ArrivalOrder implements SparkPlugin {

  private static final long WAIT_SECONDS = 60;

  /** Tasks are given nothing that a test could reach; they look here. */
  private static final AtomicReference<Optional<Stages>> CHOSEN =
      new AtomicReference<>(Optional.empty());

  /** Runs something while stages of as many tasks as partitions given finish in that order. */
  static <T> T during(SparkContext spark, List<Integer> order, Supplier<T> running) {
    Stages stages = new Stages(order);
    spark.addSparkListener(stages);
    CHOSEN.set(Optional.of(stages));
    try {
      T result = running.get();
      assertThat(stages.waitedInVain).isEmpty();
      return result;
    } finally {
      CHOSEN.set(Optional.empty());
      spark.removeSparkListener(stages);
    }
  }

  @Override
  public DriverPlugin driverPlugin() {
    return null; // Spark's word for "none"
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void onTaskStart() {
        CHOSEN.get().ifPresent(stages -> stages.awaitTurn(TaskContext.get()));
      }
    };
  }

  private record Task(int stage, int partition) {}

  private static final class Stages extends SparkListener {

    private final List<Integer> order;
    private final Map<Task, CountDownLatch> ends = new ConcurrentHashMap<>();
    private final Set<Task> waitedInVain = ConcurrentHashMap.newKeySet();

    Stages(List<Integer> order) {
      this.order = order;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      end(new Task(end.stageId(), end.taskInfo().partitionId())).countDown();
    }

    private CountDownLatch end(Task task) {
      return ends.computeIfAbsent(task, key -> new CountDownLatch(1));
    }

    private void awaitTurn(TaskContext task) {
      int turn = order.indexOf(task.partitionId());
      if (task.numPartitions() != order.size() || turn < 1) {
        return;
      }
      Task before = new Task(task.stageId(), order.get(turn - 1));
      try {
        if (!end(before).await(WAIT_SECONDS, TimeUnit.SECONDS)) {
          waitedInVain.add(before);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
