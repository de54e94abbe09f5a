package io.convrelu.bench.worker;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Lets the harness drive a {@link Trainee} through lines on standard input and output:
 *
 * <pre>
 * (start)   ready PARAMETERS, after any number of: fact NAME=VALUE
 * train N   trained EXAMPLES NANOSECONDS LOSS
 * memory    memory KIBIBYTES     the process's peak resident size, VmHWM
 * (end)     the process ends
 * </pre>
 *
 * Answers start with {@link #MARK}, so that what libraries print is told apart from them.
 */
public final class WorkerLoop {

  /** How every answer starts. */
  public static final String MARK = "bench> ";

  private final Trainee trainee;
  private final PrintStream answers;

  private WorkerLoop(Trainee trainee, PrintStream answers) {
    this.trainee = trainee;
    this.answers = answers;
  }

  /** Serves until standard input ends. */
  public static void serve(Trainee trainee) throws IOException {
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    new WorkerLoop(trainee, answers).run();
  }

  private void run() throws IOException {
    trainee.facts().forEach((name, value) -> answer("fact " + name + "=" + value));
    answer("ready " + trainee.parameters());
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      List<String> words = List.of(line.trim().split(" "));
      switch (words.get(0)) {
        case "train" -> train(Integer.parseInt(words.get(1)));
        case "memory" -> answer("memory " + peakResidentKibibytes());
        default -> throw new IOException("unknown command '" + line + "'");
      }
    }
  }

  private void train(int steps) {
    Trainee.Progress done = trainee.work(steps);
    answer(
        String.format(
            Locale.ROOT, "trained %d %d %.6f", done.examples(), done.nanos(), done.loss()));
  }

  private void answer(String text) {
    answers.println(MARK + text);
  }

  private static long peakResidentKibibytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("/proc/self/status has no VmHWM line");
  }
}
