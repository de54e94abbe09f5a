package io.convrelu.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** The executors that are there now, by id, and the processes of this machine that they are. */
final class ExecutorProcesses extends SparkListener {

  private static final long SECONDS = 90;

  private final TreeMap<Integer, ProcessHandle> alive = new TreeMap<>();

  @Override
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
    alive.put(Integer.valueOf(added.executorId()), process(added.executorId()));
    notifyAll();
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    alive.remove(Integer.valueOf(removed.executorId()));
  }

  /** Waits for so many; what was killed has been started again by then. */
  synchronized void await(int number) throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (alive.size() < number) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new TimeoutException(alive.size() + " executors after " + SECONDS + " s");
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** The executor that has been there longest. */
  synchronized String oldest() {
    return alive.firstKey().toString();
  }

  /** The executor that was started last. */
  synchronized String newest() {
    return alive.lastKey().toString();
  }

  /** Sends a signal, for example STOP, as the system's command does. */
  void signal(String executor, String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid(executor))).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized long pid(String executor) {
    return alive.get(Integer.valueOf(executor)).pid();
  }

  /** Kills an executor's process; it no longer counts, whenever Spark notices. */
  void kill(String executor) {
    signal(executor, "KILL");
    synchronized (this) {
      alive.remove(Integer.valueOf(executor));
    }
  }

  private static ProcessHandle process(String executor) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> isExecutor(process, executor))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no process of executor " + executor));
  }

  private static boolean isExecutor(ProcessHandle process, String executor) {
    try {
      // ProcessHandle cuts long command lines off.
      Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      List<String> words =
          List.of(Files.readString(commandLine, StandardCharsets.UTF_8).split("\0"));
      int id = words.indexOf("--executor-id") + 1;
      return words.contains("org.apache.spark.executor.CoarseGrainedExecutorBackend")
          && id > 0
          && words.get(id).equals(executor);
    } catch (IOException e) {
      // It has ended meanwhile.
      return false;
    }
  }
}
