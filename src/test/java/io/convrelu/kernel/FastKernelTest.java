package io.convrelu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.testing.GoldenCase;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The fast kernels against the plain reference and against reference vectors. */
class FastKernelTest {

  private static final List<KernelProvider> FAST =
      List.of(new VectorProvider(), new ScalarProvider());

  /** How the thresholds of a case are made. */
  private enum Thresholds {
    MIXED,
    IDENTITY,
    RELU,
    NEGATIVE,
    POSITIVE
  }

  private record Case(ConvShape shape, int batch, Thresholds thresholds) {}

  private static Stream<Case> cases() {
    return Stream.of(
            shape(1, 1, 1, 1, 1, 1, 1, 1, 0, 0),
            shape(1, 5, 7, 3, 3, 3, 1, 1, 1, 1),
            shape(3, 32, 32, 24, 3, 3, 1, 1, 1, 1),
            shape(48, 8, 8, 12, 3, 3, 1, 1, 1, 1),
            shape(13, 4, 4, 17, 3, 3, 1, 1, 1, 1),
            shape(24, 9, 9, 48, 1, 1, 1, 1, 0, 0),
            shape(7, 6, 6, 5, 1, 1, 2, 2, 0, 0),
            shape(5, 11, 10, 6, 3, 3, 2, 2, 1, 1),
            shape(4, 8, 8, 9, 3, 3, 2, 2, 1, 1),
            shape(2, 9, 7, 3, 5, 3, 1, 2, 2, 1),
            shape(2, 10, 13, 3, 2, 4, 3, 2, 1, 3),
            shape(3, 6, 5, 4, 3, 3, 1, 1, 0, 0),
            shape(3, 6, 5, 4, 3, 3, 1, 1, 2, 2),
            shape(2, 3, 3, 2, 3, 3, 1, 1, 3, 3),
            shape(6, 1, 100, 10, 1, 7, 1, 1, 0, 0),
            shape(6, 1, 61, 10, 1, 3, 1, 1, 0, 1),
            shape(6, 1, 50, 10, 1, 7, 1, 3, 0, 2),
            shape(2, 40, 41, 3, 3, 3, 1, 1, 1, 1),
            shape(130, 3, 3, 5, 3, 3, 1, 1, 1, 1),
            shape(1, 7, 7, 2, 7, 7, 1, 1, 0, 0))
        .flatMap(
            s ->
                Stream.of(Thresholds.values())
                    .flatMap(t -> Stream.of(1, 5).map(batch -> new Case(s, batch, t))));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithTheReference() {
    return FAST.stream()
        .flatMap(
            provider ->
                cases()
                    .map(
                        c ->
                            DynamicTest.dynamicTest(
                                provider.name() + " " + c, () -> compare(provider, c))));
  }

  private static void compare(KernelProvider provider, Case c) {
    ConvShape shape = c.shape();
    Random random = new Random(c.hashCode());
    Run input = Run.random(shape, c.batch(), random);
    fillThresholds(c.thresholds(), input.threshold, random);
    boolean trained = c.thresholds() != Thresholds.IDENTITY;
    Run expected = input.run(new ReferenceProvider().convRelu(shape), trained);
    ConvReluKernel kernel = provider.convRelu(shape);
    Run actual = input.run(kernel, trained);
    actual.assertCloseTo(expected, 2e-5);
    actual.assertSameBits(input.run(kernel, trained));
    actual.assertSameBits(input.run(provider.convRelu(shape), trained));
    // Without the gradient of thresholds another way through may be taken.
    input.run(kernel, false).assertInputGradientCloseTo(expected, 2e-5);
  }

  private static void fillThresholds(Thresholds kind, float[] thresholds, Random random) {
    for (int i = 0; i < thresholds.length; i++) {
      thresholds[i] =
          switch (kind) {
            case MIXED -> (float) random.nextGaussian() * 0.5f;
            case IDENTITY -> Float.NEGATIVE_INFINITY;
            case RELU -> 0;
            case NEGATIVE -> -0.3f;
            case POSITIVE -> 0.3f;
          };
    }
  }

  @TestFactory
  @Tag("golden")
  Stream<DynamicTest> reproducesReferenceVectors() {
    List<GoldenCase> golden = GoldenCase.all();
    return FAST.stream()
        .flatMap(
            provider ->
                golden.stream()
                    .map(
                        g ->
                            DynamicTest.dynamicTest(
                                provider.name() + " " + g, () -> compare(provider, g))));
  }

  private static void compare(KernelProvider provider, GoldenCase golden) {
    Run input = Run.of(golden);
    Run actual = input.run(provider.convRelu(golden.shape()), true);
    Offset<Double> offset = within(1e-4);
    assertThat(widen(actual.y)).as("y").containsExactly(golden.y(), offset);
    assertThat(widen(actual.dx)).as("dx").containsExactly(golden.dx(), offset);
    assertThat(widen(actual.dw)).as("dw").containsExactly(golden.dw(), offset);
    assertThat(widen(actual.dThreshold)).as("dtheta").containsExactly(golden.dThreshold(), offset);
    if (golden.dBias().length > 0) {
      assertThat(widen(actual.dBias)).as("dbias").containsExactly(golden.dBias(), offset);
    }
  }

  @Test
  void zeroThresholdsAreAConvolutionOfRelu() {
    ConvShape shape = shape(5, 9, 9, 7, 3, 3, 1, 1, 1, 1);
    for (KernelProvider provider : FAST) {
      Run relu = Run.random(shape, 2, new Random(3));
      Arrays.fill(relu.threshold, 0);
      ConvReluKernel kernel = provider.convRelu(shape);
      float[] expected = relu.run(kernel, true).y;
      for (int i = 0; i < relu.x.length; i++) {
        relu.x[i] = Math.max(0, relu.x[i]);
      }
      Arrays.fill(relu.threshold, Float.NEGATIVE_INFINITY);
      assertThat(relu.run(kernel, false).y).containsExactly(expected);
    }
  }

  @Test
  void refusesNonFiniteInputAndRecovers() {
    ConvShape shape = shape(2, 5, 5, 3, 3, 3, 1, 1, 1, 1);
    for (KernelProvider provider : FAST) {
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        for (int at : new int[] {0, 49, 99}) {
          Run input = Run.random(shape, 2, new Random(4));
          ConvReluKernel kernel = provider.convRelu(shape);
          final float[] expected = input.run(kernel, true).y;
          float good = input.x[at];
          input.x[at] = bad;
          assertThatThrownBy(() -> input.run(kernel, true))
              .as("%s %s at %s", provider.name(), bad, at)
              .isInstanceOf(NonFiniteValueException.class);
          input.x[at] = good;
          assertThat(input.run(kernel, true).y).containsExactly(expected);
        }
      }
    }
  }

  @Test
  void piecesOfABatchGiveTheSameAsTheWhole() {
    ConvShape shape = shape(3, 6, 6, 5, 3, 3, 1, 1, 1, 1);
    for (KernelProvider provider : FAST) {
      Run input = Run.random(shape, 7, new Random(6));
      Run whole = input.run(provider.convRelu(shape), true);
      ConvReluKernel kernel = provider.convRelu(shape);
      kernel.load(input.w, input.threshold, input.bias);
      float[] dw = new float[input.w.length];
      float[] y = new float[7 * shape.outputSize()];
      for (int n = 0; n < 7; n++) {
        float[] x = Arrays.copyOfRange(input.x, n * shape.inputSize(), (n + 1) * shape.inputSize());
        float[] one = new float[shape.outputSize()];
        kernel.forward(1, x, one);
        System.arraycopy(one, 0, y, n * one.length, one.length);
        float[] dy =
            Arrays.copyOfRange(input.dy, n * shape.outputSize(), (n + 1) * shape.outputSize());
        kernel.backward(
            1, x, dy, ConvReluKernel.NONE, dw, ConvReluKernel.NONE, ConvReluKernel.NONE);
      }
      assertThat(y).containsExactly(whole.y, within(1e-5f));
      assertThat(dw).containsExactly(whole.dw, within(1e-4f));
    }
  }

  private static ConvShape shape(
      int c, int h, int w, int d, int kh, int kw, int sh, int sw, int ph, int pw) {
    return new ConvShape(c, h, w, d, kh, kw, sh, sw, ph, pw);
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
