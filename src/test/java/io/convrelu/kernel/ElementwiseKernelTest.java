package io.convrelu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Elementwise kernels against their definition in double precision. */
class ElementwiseKernelTest {

  private static final List<KernelProvider> PROVIDERS =
      List.of(new VectorProvider(), new ScalarProvider(), new ReferenceProvider());

  @Test
  void agreeWithTheDefinition() {
    for (KernelProvider provider : PROVIDERS) {
      for (ParametricActivation function : ParametricActivation.values()) {
        for (int[] shape :
            new int[][] {{1, 1, 1}, {3, 5, 1}, {2, 3, 7}, {2, 4, 67}, {2, 1, 9001}}) {
          compare(provider, function, shape[0], shape[1], shape[2]);
        }
      }
    }
  }

  private static void compare(
      KernelProvider provider, ParametricActivation function, int batch, int groups, int repeats) {
    String name = provider.name() + " " + function + " " + batch + "×" + groups + "×" + repeats;
    Random random = new Random(batch + groups + repeats);
    int size = batch * groups * repeats;
    float[] x = gaussian(random, size);
    float[] p = gaussian(random, groups);
    float[] dy = gaussian(random, size);
    x[0] = function == ParametricActivation.THRESHOLD ? p[0] : 0;
    double[] y = new double[size];
    function.forward(batch, repeats, widen(x), widen(p), y);
    double[] dx = new double[size];
    double[] dp = new double[groups];
    function.backward(batch, repeats, widen(x), widen(p), widen(dy), dx, dp);

    ElementwiseKernel kernel = provider.elementwise(function);
    float[] actual = new float[size];
    kernel.forward(batch, repeats, x, p, actual);
    assertThat(widen(actual)).as(name).containsExactly(y, within(1e-6));
    double[] actualDp = new double[groups];
    // In place, as the layer does it.
    float[] gradient = dy.clone();
    kernel.backward(batch, repeats, x, p, gradient, gradient, actualDp);
    assertThat(widen(gradient)).as(name).containsExactly(dx, within(1e-6));
    assertThat(actualDp).as(name).containsExactly(dp, within(1e-4 * Math.sqrt(size)));
  }

  @Test
  void refuseNonFiniteInput() {
    for (KernelProvider provider : PROVIDERS) {
      for (ParametricActivation function : ParametricActivation.values()) {
        ElementwiseKernel kernel = provider.elementwise(function);
        for (float bad :
            new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
          for (int at : new int[] {0, 18, 36}) {
            float[] x = new float[37];
            x[at] = bad;
            assertThatThrownBy(() -> kernel.forward(1, 37, x, new float[] {0.5f}, new float[37]))
                .as("%s %s %s at %s", provider.name(), function, bad, at)
                .isInstanceOf(NonFiniteValueException.class);
          }
        }
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

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
