package io.convrelu.kernel.fused;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.testing.Kind;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tiled stage against the plain one in double: output, every gradient, running statistics. */
class TiledStageTest {

  /**
   * Relative to the largest value of each array. A slope is an array of one, whose gradient is a
   * sum of some ten thousand terms that mostly cancel.
   */
  private static final double TOLERANCE = 5e-5;

  /** Buffers do not keep their memory alive. */
  private final List<NativeFloats> held = new ArrayList<>();

  static Stream<Arguments> cases() {
    return Arrays.stream(Engines.values())
        .flatMap(engine -> plans().map(plan -> Arguments.of(engine, plan)));
  }

  private static Stream<StagePlan> plans() {
    Stream<StagePlan> dense =
        Stream.of(
                Kind.RELU,
                Kind.LEAKY_RELU,
                Kind.PRELU,
                Kind.ELU,
                Kind.SELU,
                Kind.ADA_RELU_LAYER,
                Kind.ADA_RELU_CHANNEL,
                Kind.ADA_RELU_UNIT,
                Kind.CONV_RELU)
            .map(kind -> Plans.dense(kind.of(0.1), 24, 3, Pooling.AVERAGE_2));
    Stream<StagePlan> vgg =
        Stream.of(
                Kind.RELU,
                Kind.PRELU,
                Kind.ELU,
                Kind.ADA_RELU_CHANNEL,
                Kind.ADA_RELU_UNIT,
                Kind.CONV_RELU)
            .flatMap(
                kind ->
                    Stream.of(
                        Plans.vgg(kind.of(0.1), 8, 20, 40),
                        // Odd sizes leave a row and a column out; 64 channels use Winograd.
                        Plans.vgg(kind.of(0.1), 21, 64, 50)));
    Stream<StagePlan> residual =
        Stream.of(Kind.values())
            .map(kind -> kind.of(0.1))
            .flatMap(f -> Stream.of(Plans.residualWithStem(f, f), Plans.residual(f, 1)));
    return Stream.of(
            dense,
            Stream.of(
                Plans.dense(Nonlinearity.RELU, 0, 2, Pooling.GLOBAL_AVERAGE),
                Plans.dense(Nonlinearity.RELU, 0, 3, Pooling.AVERAGE_2),
                pooled(Nonlinearity.RELU, Pooling.MAX_2, ConvSpec.same(20, 3)),
                pooled(Kind.CONV_RELU.of(0), Pooling.MAX_2, ConvSpec.same(20, 3)),
                pooled(Kind.CONV_RELU.of(0), Pooling.NONE, new ConvSpec(36, 3, 2, 1)),
                pooled(Kind.CONV_RELU.of(0), Pooling.NONE, new ConvSpec(8, 5, 1, 2)),
                pooled(Kind.ELU.of(0), Pooling.AVERAGE_2, new ConvSpec(40, 2, 2, 0)),
                pooled(Nonlinearity.RELU, Pooling.NONE, new ConvSpec(20, 5, 3, 1))),
            vgg,
            residual,
            Stream.of(
                tall(Nonlinearity.RELU),
                winograd(Nonlinearity.RELU),
                Plans.residual(Nonlinearity.RELU, 2)))
        .flatMap(plans -> plans);
  }

  /** Tiles of one and of two images, of a batch of five. */
  private static StagePlan tall(Nonlinearity f) {
    return Plans.residual(new MapShape(20, 27, 26), f, 1, 20);
  }

  /** Convolutions of so many channels and squares use Winograd's filtering. */
  private static StagePlan winograd(Nonlinearity f) {
    return Plans.residual(new MapShape(52, 17, 15), f, 2, 70);
  }

  /** A convolution of an odd-sized image, and behind a pooling another one. */
  private static StagePlan pooled(Nonlinearity f, Pooling pooling, ConvSpec second) {
    MapShape input = new MapShape(5, 11, 13);
    UnitPlan first =
        UnitPlan.reading("first", 0, input).convolved(ConvSpec.same(19, 3)).writing(1, 0);
    return new StagePlan(
        input,
        List.of(input, first.result()),
        List.of(
            first,
            UnitPlan.reading("second", 1, first.result())
                .batchNormalized()
                .activated(f)
                .pooled(pooling)
                .convolved(second)),
        1e-5,
        0.9);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheReference(Engines engine, StagePlan plan) {
    try {
      agreesOn(new SplittableRandom(7), engine, plan);
    } catch (AssertionError e) {
      // A value within a rounding of its threshold takes the other side in float, with these
      // numbers; what is wrong is wrong with others as well.
      agreesOn(new SplittableRandom(27), engine, plan);
    }
  }

  private void agreesOn(SplittableRandom random, Engines engine, StagePlan plan) {
    int batch = 5;
    double[] x = random(random, batch * plan.input().size(), 1);
    double[] parameters = parameters(plan, random);
    double[] dy = random(random, batch * plan.output().size(), 1);

    ReferenceStage reference = new ReferenceStage(plan);
    double[] y = reference.forward(batch, x, parameters, ReferenceStage.Statistics.BATCH);
    double[] gradients = new double[parameters.length];
    double[] dx = reference.backward(dy, parameters, gradients);
    double[] inferred =
        new ReferenceStage(plan).forward(batch, x, parameters, ReferenceStage.Statistics.RUNNING);

    TiledStage tiled = new TiledStage(plan, engine.make(), poisoned(plan, batch));
    float[] fast = floats(parameters);
    FloatBuffer fastX = buffer(x);
    FloatBuffer fastY = buffer(new double[y.length]);
    FloatBuffer fastDx = buffer(new double[x.length]);
    for (int step = 0; step < 2; step++) {
      float[] fastGradients = new float[parameters.length];
      // Whatever was there is overwritten.
      Arrays.fill(fastGradients, Float.NaN);
      tiled.infer(batch, fastX, fast, fastY);
      assertClose("inference", fastY, inferred);
      tiled.forward(batch, fastX, fast, fastY);
      assertClose("output", fastY, y);
      tiled.backward(buffer(dy), fast, fastDx, fastGradients);
      for (Parameter parameter : plan.parameters().parameters()) {
        assertClose(parameter.name(), fastGradients, gradients, parameter);
      }
      assertClose("input gradient", fastDx, dx);
    }
  }

  /** What lies in memory that is overwritten must not matter, whatever it is. */
  private static MemoryPool poisoned(StagePlan plan, int batch) {
    MemoryPool pool = MemoryPool.ofNative(1000);
    for (MapShape map : plan.maps()) {
      int size = batch * new FeatureMap(map).imageSize();
      NativeFloats memory = new NativeFloats(size);
      FloatBuffer values = memory.floats(0, size);
      for (int i = 0; i < size; i++) {
        values.put(i, Float.NaN);
      }
      pool.giveBack(memory);
    }
    return pool;
  }

  @ParameterizedTest
  @MethodSource("plans")
  void showsObserversWhatTheReferenceShows(StagePlan plan) {
    // More than go through all units at once.
    int batch = 35;
    SplittableRandom random = new SplittableRandom(8);
    double[] x = random(random, batch * plan.input().size(), 1);
    double[] parameters = parameters(plan, random);
    List<List<float[]>> expected = seen(plan);
    new ReferenceStage(plan)
        .observe(batch, x, parameters, (unit, z) -> expected.get(unit).add(z.clone()));

    List<List<float[]>> actual = seen(plan);
    new TiledStage(plan, Engines.VECTOR_ONEDNN.make(), MemoryPool.ofNative(1000))
        .observe(
            batch, buffer(x), floats(parameters), (unit, z) -> actual.get(unit).add(z.clone()));

    for (int unit = 0; unit < plan.units().size(); unit++) {
      int shown = plan.units().get(unit).activates() ? batch : 0;
      assertThat(expected.get(unit)).hasSize(shown);
      assertThat(actual.get(unit)).hasSize(shown);
      for (int n = 0; n < shown; n++) {
        double[] reference = doubles(expected.get(unit).get(n));
        String what = plan.units().get(unit).name() + ", example " + n;
        assertClose(what, actual.get(unit).get(n), reference, 0, reference.length);
      }
    }
  }

  private static List<List<float[]>> seen(StagePlan plan) {
    List<List<float[]>> seen = new ArrayList<>();
    plan.units().forEach(unit -> seen.add(new ArrayList<>()));
    return seen;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static double[] parameters(StagePlan plan, SplittableRandom random) {
    double[] values = new double[plan.parameters().size()];
    for (Parameter parameter : plan.parameters().parameters()) {
      for (int i = 0; i < parameter.size(); i++) {
        double u = 2 * random.nextDouble() - 1;
        values[parameter.offset() + i] =
            (float)
                switch (parameter.role()) {
                  case GAMMA, RUNNING_VARIANCE -> 1 + 0.5 * u;
                  case BETA, RUNNING_MEAN, SLOPE, THRESHOLD, BIAS -> 0.3 * u;
                  case WEIGHTS -> 0.2 * u;
                };
      }
    }
    return values;
  }

  private static double[] random(SplittableRandom random, int count, double scale) {
    return random.doubles(count).map(u -> (float) (scale * (2 * u - 1))).toArray();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private FloatBuffer buffer(double[] values) {
    NativeFloats memory = new NativeFloats(values.length);
    held.add(memory);
    FloatBuffer buffer = memory.floats(0, values.length);
    buffer.put(0, floats(values));
    return buffer;
  }

  private static void assertClose(String what, FloatBuffer actual, double[] expected) {
    float[] values = new float[expected.length];
    actual.get(0, values);
    assertClose(what, values, expected, 0, expected.length);
  }

  private static void assertClose(
      String what, float[] actual, double[] expected, Parameter parameter) {
    assertClose(what, actual, expected, parameter.offset(), parameter.size());
  }

  private static void assertClose(
      String what, float[] actual, double[] expected, int from, int count) {
    double largest = 0;
    double worst = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    }
    assertThat(worst / largest).as(what).isLessThan(TOLERANCE);
  }
}
