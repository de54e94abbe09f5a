package io.convrelu.data.batch;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Fills a fixed number of places ahead of the one who uses them, on one daemon thread of its own.
 * What comes out, and in which order, is what filling one place after the other would give. A place
 * is filled anew only after its user has asked for the next one. Not to be shared between users.
 *
 * @param <T> a place
 */
public final class Prefetcher<T> implements AutoCloseable {

  private final BlockingQueue<T> free;
  private final BlockingQueue<Outcome<T>> done;
  private final int count;
  private final Thread thread;
  private Optional<T> lent = Optional.empty();
  private Optional<Failed<T>> failure = Optional.empty();
  private int taken;
  private long waitedNanos;
  private boolean closed;

  /**
   * Fills a place; runs on the thread of the prefetcher, one call at a time.
   *
   * @param <T> a place
   */
  @FunctionalInterface
  public interface Filling<T> {
    /**
     * @param index how often a place has been filled before, from 0
     */
    void fill(int index, T place);
  }

  private sealed interface Outcome<T> {}

  private record Filled<T>(T place) implements Outcome<T> {}

  private record Failed<T>(Throwable cause) implements Outcome<T> {}

  /**
   * Starts to fill.
   *
   * @param name of the thread
   * @param places at least one; with two, one is filled while the other is in use
   * @param count how many times a place is filled in all
   */
  public Prefetcher(String name, List<T> places, int count, Filling<T> filling) {
    this.free = new ArrayBlockingQueue<>(places.size(), false, places);
    this.done = new ArrayBlockingQueue<>(places.size() + 1);
    this.count = count;
    this.thread = new Thread(() -> fillAll(filling), name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The next filled place, to be used until the next call; empty after the last.
   *
   * @throws RuntimeException what filling it has thrown, as it is; so for an Error
   */
  public Optional<T> next() throws InterruptedException {
    if (closed) {
      throw new IllegalStateException(thread.getName() + " is closed");
    }
    lent.ifPresent(free::add);
    lent = Optional.empty();
    if (taken < count && failure.isEmpty()) {
      long start = System.nanoTime();
      Outcome<T> outcome = done.take();
      waitedNanos += System.nanoTime() - start;
      if (outcome instanceof Filled<T> filled) {
        lent = Optional.of(filled.place());
        taken++;
      } else if (outcome instanceof Failed<T> failed) {
        failure = Optional.of(failed);
      }
    }
    failure.map(Failed::cause).ifPresent(Prefetcher::rethrow);
    return lent;
  }

  /** How long {@link #next} has waited so far, in ns. */
  public long waitedNanos() {
    return waitedNanos;
  }

  /** Ends the thread and waits for its end; no place is touched afterwards. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void fillAll(Filling<T> filling) {
    try {
      for (int index = 0; index < count && !Thread.currentThread().isInterrupted(); index++) {
        T place = free.take();
        filling.fill(index, place);
        done.put(new Filled<>(place));
      }
    } catch (InterruptedException e) {
      // Only close() interrupts this thread; there is nobody left to tell.
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // There is room: a place that failed is in neither queue.
      done.add(new Failed<>(e));
    }
  }

  private static void rethrow(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException exception) {
      throw exception;
    }
    throw new IllegalStateException("a checked exception that was not declared", cause);
  }
}
