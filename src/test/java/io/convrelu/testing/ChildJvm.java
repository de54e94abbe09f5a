package io.convrelu.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class of the tests in a JVM of its own, to be killed. */
public final class ChildJvm implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 180;

  private final Process process;
  private final Path log;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a main class with this JVM's class path and module options.
   *
   * @param log takes what it prints
   */
  public static ChildJvm start(Class<?> main, Path log, List<String> arguments) throws IOException {
    return start(main, System.getProperty("java.class.path"), log, arguments);
  }

  /** The same with another class path. */
  public static ChildJvm start(Class<?> main, String classPath, Path log, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-") || option.startsWith("-XX:"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx512m", "-cp", classPath));
    command.add(main.getName());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ChildJvm(process, log);
  }

  /**
   * Waits until it has created a file, then sends SIGKILL.
   *
   * @throws IOException when it ends, or time does, before there is such a file
   */
  public void killAt(Path marker) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(marker)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("never came to " + marker + ":\n" + log());
      }
      Thread.sleep(20);
    }
    kill();
  }

  /** Sends SIGKILL and waits for the end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for its end; its exit code. */
  public int await() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      kill();
      throw new IOException("did not end:\n" + log());
    }
    return process.exitValue();
  }

  /** What it has printed so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
