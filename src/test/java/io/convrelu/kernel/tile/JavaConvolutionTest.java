package io.convrelu.kernel.tile;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.KernelKind;
import io.convrelu.kernel.ReferenceConvRelu;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions of tiles in Java against the reference in double. */
class JavaConvolutionTest {

  private static final int IMAGES = 3;
  private static final double[] NONE = {};

  /** In front of the tile, so that positions count. */
  private static final int AT = 32;

  private final SplittableRandom random = new SplittableRandom(11);

  static Stream<Arguments> cases() {
    return Stream.of(KernelKind.VECTOR, KernelKind.SCALAR)
        .flatMap(
            kind ->
                Stream.of(
                        new ConvShape(16, 7, 9, 32, 1, 1, 1, 1, 0, 0),
                        new ConvShape(5, 7, 9, 19, 3, 3, 1, 1, 1, 1),
                        new ConvShape(20, 1, 40, 12, 1, 7, 1, 1, 0, 0),
                        new ConvShape(17, 9, 11, 4, 3, 2, 2, 3, 1, 0),
                        new ConvShape(2, 10, 13, 3, 2, 4, 3, 2, 1, 3),
                        new ConvShape(2, 3, 3, 2, 3, 3, 1, 1, 3, 3),
                        new ConvShape(6, 1, 50, 10, 1, 7, 1, 3, 0, 2),
                        new ConvShape(70, 2, 2, 33, 3, 3, 1, 1, 1, 1),
                        new ConvShape(9, 8, 8, 24, 1, 1, 2, 2, 0, 0),
                        new ConvShape(3, 40, 40, 8, 5, 5, 4, 4, 2, 2))
                    .map(shape -> Arguments.of(kind, shape)));
  }

  private static TapPanel panel(KernelKind kind) {
    return kind == KernelKind.VECTOR ? new VectorPanel() : new ScalarPanel();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheReference(KernelKind kind, ConvShape shape) {
    float[] x = random(IMAGES * shape.inputSize());
    float[] w = random(shape.outChannels() * shape.patchSize());
    float[] dy = random(IMAGES * shape.outputSize());
    double[] y = new double[dy.length];
    double[] dx = new double[x.length];
    double[] dw = new double[w.length];
    double[] thresholds = new double[shape.patchSize()];
    Arrays.fill(thresholds, Double.NEGATIVE_INFINITY);
    ReferenceConvRelu reference = new ReferenceConvRelu(shape);
    reference.forward(IMAGES, wide(x), wide(w), thresholds, NONE, y);
    reference.backward(IMAGES, wide(x), wide(w), thresholds, wide(dy), dx, dw, NONE, NONE);

    BlockedPlanes source = new BlockedPlanes(shape.channels(), shape.height() * shape.width());
    BlockedPlanes target =
        new BlockedPlanes(shape.outChannels(), shape.outHeight() * shape.outWidth());
    try (TileConvolution convolution = new JavaConvolution(panel(kind), shape, IMAGES);
        NativeFloats tileX = tile(x, source);
        NativeFloats tileDy = tile(dy, target);
        NativeFloats tileY = tile(new float[y.length], target);
        NativeFloats tileDx = tile(new float[x.length], source)) {
      convolution.loadWeights(w, 0);
      // Twice: gradients add up until they are stored, and begin at 0 again.
      for (int round = 0; round < 2; round++) {
        convolution.forward(tileX, AT, tileY, AT);
        convolution.backwardWeights(tileX, AT, tileDy, AT);
        convolution.backwardWeights(tileX, AT, tileDy, AT);
        convolution.backwardData(tileDy, AT, tileDx, AT);
        float[] twice = new float[w.length];
        convolution.storeWeightGradient(twice, 0);
        assertClose("output", plain(tileY, target), y, 1);
        assertClose("input gradient", plain(tileDx, source), dx, 1);
        assertClose("weight gradient", twice, dw, 2);
      }
      assertThat(fillers(tileY, target)).containsOnly(0f);
      assertThat(fillers(tileDx, source)).containsOnly(0f);
    }
  }

  @Test
  void aValueThatIsNoNumberMakesResultsThatAreNone() {
    ConvShape shape = new ConvShape(3, 4, 4, 2, 3, 3, 1, 1, 1, 1);
    BlockedPlanes source = new BlockedPlanes(3, 16);
    BlockedPlanes target = new BlockedPlanes(2, 16);
    float[] x = random(shape.inputSize());
    x[5] = Float.NaN;
    try (TileConvolution convolution = new JavaConvolution(new ScalarPanel(), shape, 1);
        NativeFloats tileX = tile(x, source);
        NativeFloats tileY = tile(new float[IMAGES * shape.outputSize()], target)) {
      convolution.loadWeights(random(2 * shape.patchSize()), 0);
      convolution.forward(tileX, AT, tileY, AT);
      assertThat(plain(tileY, target)[0]).isNaN();
    }
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  private float[] random(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  private static NativeFloats tile(float[] plain, BlockedPlanes planes) {
    int images = plain.length / planes.size();
    NativeFloats memory = new NativeFloats(AT + (long) images * planes.blockedSize());
    planes.write(plain, memory, AT, images, Strip.array());
    return memory;
  }

  private static float[] plain(NativeFloats memory, BlockedPlanes planes) {
    int images = (int) (memory.size() - AT) / planes.blockedSize();
    float[] plain = new float[images * planes.size()];
    planes.read(memory, AT, images, plain, Strip.array());
    return plain;
  }

  /** Values of the channels that only fill a block of the first image, and one 0. */
  private static float[] fillers(NativeFloats memory, BlockedPlanes planes) {
    int lanes = planes.channels() % Layout.BLOCK;
    float[] block = new float[planes.pixels() * Layout.BLOCK];
    memory.read(AT + (long) planes.blockedSize() - block.length, block, block.length);
    float[] fillers = new float[block.length + 1];
    for (int i = 0; i < block.length; i++) {
      fillers[i] = lanes > 0 && i % Layout.BLOCK >= lanes ? block[i] : 0f;
    }
    return fillers;
  }

  private static void assertClose(String what, float[] actual, double[] expected, int factor) {
    for (int i = 0; i < expected.length; i++) {
      double wanted = factor * expected[i];
      assertThat(Math.abs(actual[i] - wanted))
          .as(what + "[" + i + "]")
          .isLessThanOrEqualTo(1e-4 * Math.max(1, Math.abs(wanted)));
    }
  }
}
