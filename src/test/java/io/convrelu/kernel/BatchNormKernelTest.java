package io.convrelu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Batch normalization in float32 against the plain double reference. */
class BatchNormKernelTest {

  private static final double EPSILON = 1e-5;
  private static final List<KernelProvider> PROVIDERS =
      List.of(new VectorProvider(), new ScalarProvider(), new ReferenceProvider());

  private record Result(
      ChannelStatistics statistics, float[] y, double[] dGamma, double[] dBeta, float[] dx) {}

  /** One step of training, the batch cut into pieces of some examples. */
  private static Result run(
      KernelProvider provider, int[] shape, int piece, float[] x, float[] p, float[] dy) {
    BatchNormKernel kernel = provider.batchNorm();
    int size = shape[1] * shape[2];
    ChannelMoments moments = new ChannelMoments(shape[1]);
    for (int n = 0; n < shape[0]; n += piece) {
      int examples = Math.min(piece, shape[0] - n);
      kernel.moments(
          examples, shape[2], Arrays.copyOfRange(x, n * size, (n + examples) * size), moments);
    }
    ChannelNorm norm = new ChannelNorm(moments.statistics(), widen(p), widen(p), EPSILON);
    ChannelGradients gradients = new ChannelGradients(norm);
    float[] y = new float[x.length];
    kernel.forward(shape[0], shape[2], x, norm, y);
    kernel.gradients(shape[0], shape[2], x, dy, gradients);
    float[] dx = dy.clone();
    kernel.backward(shape[0], shape[2], x, gradients, dx);
    return new Result(moments.statistics(), y, gradients.gamma(), gradients.beta(), dx);
  }

  private static void compare(int[] shape, double mean, double tolerance) {
    Random random = new Random(Arrays.hashCode(shape));
    int size = shape[0] * shape[1] * shape[2];
    float[] x = gaussian(random, size, mean);
    float[] p = gaussian(random, shape[1], 1);
    float[] dy = gaussian(random, size, 0);
    ReferenceBatchNorm reference = new ReferenceBatchNorm(shape[0], shape[1], shape[2], EPSILON);
    ChannelStatistics statistics = reference.statistics(widen(x));
    double[] y = new double[size];
    reference.forward(widen(x), statistics, widen(p), widen(p), y);
    double[] dx = new double[size];
    double[] dGamma = new double[shape[1]];
    double[] dBeta = new double[shape[1]];
    reference.backward(widen(x), statistics, widen(p), widen(dy), dx, dGamma, dBeta);
    for (KernelProvider provider : PROVIDERS) {
      String name = provider.name() + " " + Arrays.toString(shape) + " around " + mean;
      Result actual = run(provider, shape, shape[0], x, p, dy);
      double scale = Math.max(1, Math.abs(mean));
      assertThat(actual.statistics().mean())
          .as(name)
          .containsExactly(statistics.mean(), within(tolerance * scale));
      assertThat(actual.statistics().variance())
          .as(name)
          .containsExactly(statistics.variance(), within(tolerance));
      assertThat(widen(actual.y())).as(name).containsExactly(y, within(tolerance * 10));
      assertThat(widen(actual.dx())).as(name).containsExactly(dx, within(tolerance * 10));
      double ofSum = tolerance * 10 * Math.sqrt(size);
      assertThat(actual.dGamma()).as(name).containsExactly(dGamma, within(ofSum));
      assertThat(actual.dBeta()).as(name).containsExactly(dBeta, within(ofSum));
    }
  }

  @Test
  void agreesWithTheReference() {
    for (int[] shape :
        new int[][] {{4, 1, 9}, {9, 5, 1}, {3, 3, 7}, {2, 4, 67}, {5, 2, 64}, {2, 1, 9001}}) {
      compare(shape, 0, 1e-6);
    }
  }

  /** E[x²] − E[x]² in float32 would give a variance of 1 as anything from −64 to 64 here. */
  @Test
  void aMeanFarFromZeroCostsNoPrecision() {
    compare(new int[] {6, 3, 200}, 30_000, 1e-6);
    compare(new int[] {700, 3, 1}, 30_000, 1e-6);
  }

  @Test
  void valuesWhoseSquaresOverflowAreStillNumbers() {
    for (KernelProvider provider : PROVIDERS) {
      float[] x = new float[64];
      Arrays.fill(x, 0, 32, 1e25f);
      ChannelMoments moments = new ChannelMoments(1);
      provider.batchNorm().moments(1, 64, x, moments);
      assertThat(moments.statistics().mean()[0]).isCloseTo(5e24, within(1e19));
      assertThat(moments.statistics().variance()[0]).isCloseTo(2.5e49, within(1e44));
    }
  }

  @Test
  void howABatchIsCutChangesNoBit() {
    Random random = new Random(3);
    int[] shape = {7, 3, 37};
    float[] x = gaussian(random, 7 * 3 * 37, 2);
    float[] p = gaussian(random, 3, 1);
    float[] dy = gaussian(random, 7 * 3 * 37, 0);
    for (KernelProvider provider : PROVIDERS) {
      Result whole = run(provider, shape, 7, x, p, dy);
      for (int piece : new int[] {1, 2, 5}) {
        Result cut = run(provider, shape, piece, x, p, dy);
        assertThat(cut.y()).isEqualTo(whole.y());
        assertThat(cut.dx()).isEqualTo(whole.dx());
        assertThat(cut.dGamma()).isEqualTo(whole.dGamma());
      }
    }
  }

  @Test
  void refusesNonFiniteInput() {
    ChannelStatistics statistics = new ChannelStatistics(new double[1], new double[] {1});
    ChannelNorm norm = new ChannelNorm(statistics, new double[] {1}, new double[1], EPSILON);
    for (KernelProvider provider : PROVIDERS) {
      BatchNormKernel kernel = provider.batchNorm();
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        for (int at : new int[] {0, 18, 36}) {
          float[] x = new float[37];
          x[at] = bad;
          assertThatThrownBy(() -> kernel.moments(1, 37, x, new ChannelMoments(1)))
              .as("%s %s at %s", provider.name(), bad, at)
              .isInstanceOf(NonFiniteValueException.class);
          assertThatThrownBy(() -> kernel.forward(1, 37, x, norm, new float[37]))
              .as("%s %s at %s", provider.name(), bad, at)
              .isInstanceOf(NonFiniteValueException.class);
        }
      }
    }
  }

  private static float[] gaussian(Random random, int count, double mean) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (mean + random.nextGaussian());
    }
    return values;
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
