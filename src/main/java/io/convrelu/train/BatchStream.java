package io.convrelu.train;

import io.convrelu.data.batch.Batch;
import io.convrelu.data.batch.Prefetcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/**
 * The batches of one task: while one is in use, a thread of the stream's own reads, augments and
 * encodes the next. The thread ends with the stream.
 */
final class BatchStream implements AutoCloseable {

  /** One in use, one in the making: a step takes far longer than making its batch. */
  private static final int AHEAD = 2;

  private final BatchShape shape;
  private final List<NativeBatch> places;
  private final Prefetcher<NativeBatch> prefetcher;

  /** Fills the batch of a step, counted from 0. */
  @FunctionalInterface
  interface Reading {
    void read(int step, Batch batch);
  }

  BatchStream(BatchShape shape, int steps, Reading reading) {
    this.shape = shape;
    this.places =
        Stream.generate(() -> WorkerMemory.get().takeBatch(shape))
            .limit(Math.max(1, Math.min(AHEAD, steps)))
            .toList();
    this.prefetcher =
        new Prefetcher<>(
            Thread.currentThread().getName() + ", batches",
            places,
            steps,
            (step, place) -> place.fill(batch -> reading.read(step, batch)));
  }

  /**
   * The next batch, to be used until the next call; empty after the last.
   *
   * @throws TaskKilledException when Spark has killed the task
   */
  Optional<NativeBatch> next() throws InterruptedException {
    TaskContext task = TaskContext.get();
    if (task != null && task.isInterrupted()) {
      throw new TaskKilledException("killed between two batches");
    }
    return prefetcher.next();
  }

  /** How long {@link #next} has waited so far, in ns. */
  long waitedNanos() {
    return prefetcher.waitedNanos();
  }

  @Override
  public void close() {
    prefetcher.close();
    places.forEach(place -> WorkerMemory.get().giveBack(shape, place));
  }
}
