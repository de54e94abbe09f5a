package io.convrelu.train.averaging;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Momentum over averages: SlowMo (Wang, Tantia, Ballas and Rabbat 2020, "SlowMo: Improving
 * Communication-Efficient Distributed SGD with Slow Momentum", algorithm 1). With x before a round,
 * x̄ the average after it and γ the round's learning rate,
 *
 * <pre>u ← β·u + (x − x̄)/γ        x ← x − α·γ·u</pre>
 *
 * <p>Division by γ makes u a sum of gradients, which a drop of the learning rate does not change.
 * Running statistics of batch normalization are no steps along a gradient: they take the average.
 *
 * @param momentum β, in [0, 1); 0 for none
 * @param rate α; 1 with β = 0 is the average itself, bit for bit
 * @param running statistics among the parameters, whatever is averaged how
 * @param velocity u, as long as the parameters; empty for zeros
 */
public record OuterMomentum(
    double momentum, double rate, StatisticsLayout running, float[] velocity)
    implements Serializable {

  /**
   * What a round ends with.
   *
   * @param parameters x
   * @param next with the new u
   */
  public record Step(float[] parameters, OuterMomentum next) {}

  public OuterMomentum {
    if (!(momentum >= 0 && momentum < 1) || !(rate > 0)) {
      throw new IllegalArgumentException("outer momentum " + momentum + ", outer rate " + rate);
    }
  }

  /** Before the first round. */
  public static OuterMomentum start(double momentum, double rate, StatisticsLayout running) {
    return new OuterMomentum(momentum, rate, running, new float[0]);
  }

  /** The same with another u, as a checkpoint keeps it. */
  public OuterMomentum with(float[] newVelocity) {
    return new OuterMomentum(momentum, rate, running, newVelocity);
  }

  /** Whether a round ends with the plain average. */
  public boolean isPlain() {
    return momentum == 0 && rate == 1;
  }

  /**
   * One round.
   *
   * @param before parameters that the round started with
   * @param average of the workers' parameters after it
   * @param learningRate γ; at 0 nothing has moved by a gradient, and the average is taken
   */
  public Step step(float[] before, float[] average, double learningRate) {
    requireLength(before.length, average.length);
    if (isPlain() || learningRate == 0) {
      return new Step(average, this);
    }
    if (velocity.length > 0) {
      requireLength(before.length, velocity.length);
    }
    float[] after = new float[before.length];
    float[] moved = new float[before.length];
    for (int i = 0; i < after.length; i++) {
      double gradient = ((double) before[i] - average[i]) / learningRate;
      moved[i] = (float) (velocity.length > 0 ? momentum * velocity[i] + gradient : gradient);
      after[i] = (float) (before[i] - rate * learningRate * moved[i]);
    }
    for (StatisticsBlock block : running.blocks()) {
      for (int start : new int[] {block.mean(), block.spread()}) {
        System.arraycopy(average, start, after, start, block.channels());
        Arrays.fill(moved, start, start + block.channels(), 0f);
      }
    }
    return new Step(after, with(moved));
  }

  private static void requireLength(int expected, int actual) {
    if (expected != actual) {
      throw new IllegalArgumentException(actual + " numbers for " + expected + " parameters");
    }
  }
}
