package io.convrelu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.testing.GoldenCase;
import java.util.Arrays;
import java.util.Random;

/** Inputs of a kernel, and what came out of a forward and a backward pass. */
final class Run {

  private final ConvShape shape;
  private final int batch;
  final float[] x;
  final float[] w;
  final float[] threshold;
  final float[] bias;
  final float[] dy;
  final float[] y;
  final float[] dx;
  final float[] dw;
  final float[] dThreshold;
  final float[] dBias;

  private Run(
      ConvShape shape,
      int batch,
      float[] x,
      float[] w,
      float[] threshold,
      float[] bias,
      float[] dy) {
    this.shape = shape;
    this.batch = batch;
    this.x = x;
    this.w = w;
    this.threshold = threshold;
    this.bias = bias;
    this.dy = dy;
    this.y = new float[batch * shape.outputSize()];
    this.dx = new float[batch * shape.inputSize()];
    this.dw = new float[w.length];
    this.dThreshold = new float[threshold.length];
    this.dBias = new float[shape.outChannels()];
  }

  static Run random(ConvShape shape, int batch, Random random) {
    return new Run(
        shape,
        batch,
        gaussian(random, batch * shape.inputSize()),
        gaussian(random, shape.outChannels() * shape.patchSize()),
        gaussian(random, shape.patchSize()),
        gaussian(random, shape.outChannels()),
        gaussian(random, batch * shape.outputSize()));
  }

  static Run of(GoldenCase golden) {
    return new Run(
        golden.shape(),
        golden.batch(),
        narrow(golden.x()),
        narrow(golden.w()),
        narrow(golden.threshold()),
        narrow(golden.bias()),
        narrow(golden.dy()));
  }

  /** Runs both passes on the same inputs. */
  Run run(ConvReluKernel kernel, boolean trainThresholds) {
    Run run = new Run(shape, batch, x, w, threshold, bias, dy);
    Arrays.fill(run.dx, Float.NaN);
    Arrays.fill(run.y, Float.NaN);
    kernel.load(w, threshold, bias);
    kernel.forward(batch, x, run.y);
    kernel.backward(
        batch,
        x,
        dy,
        run.dx,
        run.dw,
        trainThresholds ? run.dThreshold : ConvReluKernel.NONE,
        run.dBias);
    return run;
  }

  void assertCloseTo(Run expected, double relative) {
    assertClose("y", y, expected.y, relative);
    assertClose("dx", dx, expected.dx, relative);
    assertClose("dw", dw, expected.dw, relative);
    assertClose("dtheta", dThreshold, expected.dThreshold, relative);
    assertClose("dbias", dBias, expected.dBias, relative);
  }

  void assertInputGradientCloseTo(Run expected, double relative) {
    assertClose("y", y, expected.y, relative);
    assertClose("dx", dx, expected.dx, relative);
    assertClose("dw", dw, expected.dw, relative);
  }

  void assertSameBits(Run other) {
    assertThat(Arrays.equals(y, other.y)).as("y").isTrue();
    assertThat(Arrays.equals(dx, other.dx)).as("dx").isTrue();
    assertThat(Arrays.equals(dw, other.dw)).as("dw").isTrue();
    assertThat(Arrays.equals(dThreshold, other.dThreshold)).as("dtheta").isTrue();
    assertThat(Arrays.equals(dBias, other.dBias)).as("dbias").isTrue();
  }

  /** Each value within a part of the array's largest. */
  private static void assertClose(String name, float[] actual, float[] expected, double relative) {
    assertThat(actual).as(name).hasSameSizeAs(expected);
    double largest = 1e-3;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < actual.length; i++) {
      // Not an assertion each: there are millions of values.
      if (!(Math.abs((double) actual[i] - expected[i]) <= relative * largest)) {
        throw new AssertionError(
            name + "[" + i + "] is " + actual[i] + ", expected " + expected[i]);
      }
    }
  }

  private static float[] gaussian(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
