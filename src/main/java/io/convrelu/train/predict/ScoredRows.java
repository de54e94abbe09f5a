package io.convrelu.train.predict;

import io.convrelu.train.ModelScorer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The results of one partition, computed a batch at a time when they are asked for. Network and
 * batch are given back at the end of the rows, or of the task where it takes fewer.
 */
final class ScoredRows implements Iterator<Row> {

  private final ScoringTask task;
  private final Iterator<Row> rows;
  private final Deque<Row> ready = new ArrayDeque<>();
  private Optional<ModelScorer> scorer = Optional.empty();

  ScoredRows(ScoringTask task, Iterator<Row> rows) {
    this.task = task;
    this.rows = rows;
    Optional.ofNullable(TaskContext.get())
        .ifPresent(
            context ->
                context.addTaskCompletionListener((TaskCompletionListener) ended -> release()));
  }

  @Override
  public boolean hasNext() {
    if (ready.isEmpty() && rows.hasNext()) {
      scoreBatch();
    }
    if (ready.isEmpty()) {
      release();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("after the last row");
    }
    return ready.remove();
  }

  private void scoreBatch() {
    stopIfKilled();
    List<Row> batch = new ArrayList<>(task.atOnce());
    List<byte[]> values = new ArrayList<>(task.atOnce());
    while (batch.size() < task.atOnce() && rows.hasNext()) {
      Row row = rows.next();
      values.add(task.values(row));
      batch.add(row);
    }
    float[] probabilities = score(values);
    for (int n = 0; n < batch.size(); n++) {
      ready.add(task.result(batch.get(n), probabilities, n));
    }
  }

  private float[] score(List<byte[]> values) {
    try {
      if (scorer.isEmpty()) {
        scorer = Optional.of(task.scorer());
      }
      return scorer.get().score(values);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a checked exception that was not declared", e);
    }
  }

  private void release() {
    scorer.ifPresent(ModelScorer::close);
    scorer = Optional.empty();
  }

  private static void stopIfKilled() {
    TaskContext context = TaskContext.get();
    if (context != null && context.isInterrupted()) {
      throw new TaskKilledException("killed between two batches");
    }
  }
}
