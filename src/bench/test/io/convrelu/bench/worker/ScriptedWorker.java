package io.convrelu.bench.worker;

import java.io.IOException;
import java.util.Map;

/** A training process without training, for tests of the harness: step n has loss 1/n. */
public final class ScriptedWorker implements Trainee {

  private static final int STEP_MILLIS = 20;

  private final double failAtStep;
  private int steps;

  private ScriptedWorker(double failAtStep) {
    this.failAtStep = failAtStep;
  }

  /** Argument: the step at which the loss becomes NaN, or {@code crash}. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("noise of a library");
    if (arguments[0].equals("crash")) {
      throw new IOException("nothing works");
    }
    WorkerLoop.serve(new ScriptedWorker(Double.parseDouble(arguments[0])));
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("library", "none=at all");
  }

  @Override
  public long parameters() {
    return 42;
  }

  @Override
  public Progress work(int count) {
    return Progress.timed(count, () -> train(count));
  }

  private double train(int count) {
    try {
      Thread.sleep((long) STEP_MILLIS * count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    steps += count;
    return steps >= failAtStep ? Double.NaN : 1.0 / steps;
  }

  @Override
  public void close() {}
}
