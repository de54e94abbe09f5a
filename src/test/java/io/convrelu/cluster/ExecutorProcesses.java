package io.convrelu.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** The executors that are there now, by id, and the processes of this machine that they are. */
final class ExecutorProcesses extends SparkListener {

  private static final long SECONDS = 90;

  private static final String BRAKE =
      "trap 'kill -CONT $1' EXIT; while kill -STOP $1; do sleep 0.2; kill -CONT $1; sleep 0.01; done";

  private final String application;
  private final TreeMap<Integer, ProcessHandle> alive = new TreeMap<>();
  private final Set<Integer> worked = new HashSet<>();

  /**
   * @param application whose executors
   */
  ExecutorProcesses(String application) {
    this.application = application;
  }

  @Override
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
    alive.put(Integer.valueOf(added.executorId()), process(added.executorId()));
    notifyAll();
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    alive.remove(Integer.valueOf(removed.executorId()));
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    worked.add(Integer.valueOf(start.taskInfo().executorId()));
  }

  /** Whether each has had a task; Spark makes one known before it gives it any. */
  synchronized boolean allHaveWorked() {
    return worked.containsAll(alive.keySet());
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

  /** Kills an executor's process (SIGKILL); it no longer counts, whenever Spark notices. */
  synchronized void kill(String executor) {
    alive.remove(Integer.valueOf(executor)).destroyForcibly();
  }

  /**
   * Lets an executor's process run for a twentieth of the time. Stopped altogether it would hold up
   * all others, which fetch what the driver sends out from each other.
   *
   * @return a process that does it until it is destroyed, or the executor has ended
   */
  synchronized Process slowDown(String executor) {
    String pid = Long.toString(alive.get(Integer.valueOf(executor)).pid());
    try {
      return new ProcessBuilder("bash", "-c", BRAKE, "brake", pid).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessHandle process(String executor) {
    return ProcessHandle.allProcesses()
        .filter(process -> isExecutor(process, executor))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no process of executor " + executor));
  }

  private boolean isExecutor(ProcessHandle process, String executor) {
    try {
      // ProcessHandle cuts long command lines off.
      Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      List<String> words =
          List.of(Files.readString(commandLine, StandardCharsets.UTF_8).split("\0"));
      return follows(words, "--app-id", application) && follows(words, "--executor-id", executor);
    } catch (IOException e) {
      // It has ended meanwhile.
      return false;
    }
  }

  private static boolean follows(List<String> words, String name, String value) {
    int at = words.indexOf(name) + 1;
    return at > 0 && at < words.size() && words.get(at).equals(value);
  }
}
