package io.convrelu.bench;

import io.convrelu.bench.worker.WorkerLoop;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A training process and its conversation; see {@link WorkerLoop} for the words. */
final class WorkerProcess implements AutoCloseable {

  private static final int LOG_LINES = 15;
  private static final long PATIENCE_SECONDS = 20;

  private final String name;
  private final File log;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final long parameters;

  /**
   * Starts a process and waits until it is ready.
   *
   * @throws WorkerFailure when it ends before that; with the end of its log
   */
  WorkerProcess(String name, ProcessBuilder builder, File log) throws WorkerFailure {
    this.name = name;
    this.log = log;
    try {
      this.process = builder.redirectError(log).start();
    } catch (IOException e) {
      throw new WorkerFailure(name + " cannot be started: " + e.getMessage(), e);
    }
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    String answer = answer();
    while (answer.startsWith("fact ")) {
      String fact = answer.substring("fact ".length());
      int equals = fact.indexOf('=');
      facts.put(fact.substring(0, equals), fact.substring(equals + 1));
      answer = answer();
    }
    this.parameters = Long.parseLong(words(answer, "ready", 1).get(1));
  }

  /** How many examples were trained, in what time, and the loss of the last step. */
  record Training(long examples, double seconds, double loss) {}

  Map<String, String> facts() {
    return Collections.unmodifiableMap(facts);
  }

  long parameters() {
    return parameters;
  }

  Training train(int steps) throws WorkerFailure {
    List<String> words = words(ask("train " + steps), "trained", 3);
    double loss = Double.parseDouble(words.get(3));
    if (!Double.isFinite(loss)) {
      throw new WorkerFailure(name + ": loss is " + loss + "; a training that fails is no figure");
    }
    return new Training(Long.parseLong(words.get(1)), Long.parseLong(words.get(2)) * 1e-9, loss);
  }

  long peakKibibytes() throws WorkerFailure {
    return Long.parseLong(words(ask("memory"), "memory", 1).get(1));
  }

  /** Processor time it has taken since it started. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String ask(String command) throws WorkerFailure {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
    } catch (IOException e) {
      throw ended(e);
    }
    return answer();
  }

  private String answer() throws WorkerFailure {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(WorkerLoop.MARK)) {
          return line.substring(WorkerLoop.MARK.length());
        }
      }
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      throw ended(null);
    } catch (IOException e) {
      throw ended(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ended(e);
    }
  }

  private List<String> words(String answer, String first, int more) throws WorkerFailure {
    List<String> words = List.of(answer.split(" "));
    if (!words.get(0).equals(first) || words.size() != more + 1) {
      throw new WorkerFailure(name + " answered '" + answer + "' instead of '" + first + " …'");
    }
    return words;
  }

  private WorkerFailure ended(Throwable cause) {
    String status = process.isAlive() ? "" : " with status " + process.exitValue();
    StringBuilder message =
        new StringBuilder(name + " ended" + status + "; its last words, " + log);
    try {
      List<String> lines = Files.readAllLines(log.toPath());
      for (String line : lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())) {
        message.append("\n  ").append(line);
      }
    } catch (IOException e) {
      message.append("\n  (cannot be read: ").append(e.getMessage()).append(')');
    }
    return new WorkerFailure(message.toString(), cause);
  }
}
