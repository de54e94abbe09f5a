package io.convrelu.kernel.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.testing.Kind;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts on tiles against the plain stage in double, which multiplies with every zero: output and
 * every gradient, at sizes that fill neither blocks nor windows; and what is not one-hot.
 */
class TextStageTest {

  private static final int ALPHABET = Plans.ALPHABET;

  /** Relative to the largest value of each array. */
  private static final double TOLERANCE = 2e-5;

  /** Buffers do not keep their memory alive. */
  private final List<NativeFloats> held = new ArrayList<>();

  static Stream<Arguments> stages() {
    Stream<Arguments> kinds =
        Stream.of(Kind.values())
            .map(kind -> Arguments.of(Engines.VECTOR_ONEDNN, kind, 20, 101, 11));
    Stream<Arguments> engines =
        Stream.of(Engines.values())
            .flatMap(
                engine ->
                    Stream.of(
                        Arguments.of(engine, Kind.RELU, 32, 100, 3),
                        Arguments.of(engine, Kind.CONV_RELU, 16, 102, 1),
                        Arguments.of(engine, Kind.PRELU, 1, 103, 17)));
    return Stream.concat(kinds, engines);
  }

  private static StagePlan plan(Kind kind, int features, int length) {
    return Plans.text(kind.of(0.1), features, length);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void agreesWithTheReference(Engines engine, Kind kind, int features, int length, int batch) {
    agrees(engine, plan(kind, features, length), batch);
  }

  @ParameterizedTest
  @EnumSource(Engines.class)
  void denseLayersAndDropoutAgreeWithTheReference(Engines engine) {
    for (Kind kind : new Kind[] {Kind.RELU, Kind.CONV_RELU, Kind.ADA_RELU_UNIT}) {
      agrees(engine, Plans.textWithDenseLayers(kind.of(0), 70, 0.4), 9);
    }
  }

  private void agrees(Engines engine, StagePlan plan, int batch) {
    int length = plan.input().width();
    SplittableRandom random = new SplittableRandom(7);
    double[] x = texts(random, batch, length);
    double[] parameters = parameters(plan, random);
    double[] dy = random.doubles((long) batch * plan.output().size()).map(u -> u - 0.5).toArray();
    double[] gradients = new double[parameters.length];
    ReferenceStage reference = new ReferenceStage(plan);
    double[] inferred = reference.forward(batch, x, parameters, ReferenceStage.Statistics.RUNNING);
    reference.seed(99);
    double[] y = reference.forward(batch, x, parameters, ReferenceStage.Statistics.BATCH);
    reference.backward(dy, parameters, gradients);

    TiledStage tiled = new TiledStage(plan, engine.make(), MemoryPool.ofNative(1000));
    float[] fast = floats(parameters);
    FloatBuffer fastY = buffer(new double[y.length]);
    for (int step = 0; step < 2; step++) {
      tiled.infer(batch, buffer(x), fast, fastY);
      assertClose("inference", read(fastY), inferred);
      tiled.seed(99);
      tiled.forward(batch, buffer(x), fast, fastY);
      assertClose("output", read(fastY), y);
      float[] fastGradients = new float[parameters.length];
      // Whatever was there is overwritten.
      Arrays.fill(fastGradients, Float.NaN);
      tiled.backward(buffer(dy), fast, FloatBuffer.allocate(0), fastGradients);
      for (Parameter p : plan.parameters().parameters()) {
        int end = p.offset() + p.size();
        assertClose(
            p.name(),
            Arrays.copyOfRange(fastGradients, p.offset(), end),
            Arrays.copyOfRange(gradients, p.offset(), end));
      }
    }
  }

  @Test
  void everyConvolutionHasWeightsAndBias() {
    assertThat(plan(Kind.CONV_RELU, 20, 101).parameters().parameters())
        .extracting(p -> p.name() + p.shape())
        .containsExactly(
            "conv1.W[20, 5, 1, 7]",
            "conv1.b[20]",
            "conv2.theta[20, 1, 5]",
            "conv2.W[20, 20, 1, 5]",
            "conv2.b[20]",
            "conv3.theta[20, 1, 3]",
            "conv3.W[20, 20, 1, 3]",
            "conv3.b[20]",
            "conv4.theta[20, 1, 2]",
            "conv4.W[20, 20, 1, 2]",
            "conv4.b[20]");
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5 for character 2",
    "-1, -1.0 for character 2",
    "2, 2.0 for character 2",
    "NaN, NaN for character 2",
    "1, 2 ones"
  })
  void refusesWhatIsNotOneHot(double value, String found) {
    StagePlan plan = plan(Kind.RELU, 16, 100);
    double[] x = new double[3 * plan.input().size()];
    x[plan.input().size() + 100 + 17] = 1;
    x[plan.input().size() + 200 + 17] = value;
    double[] parameters = new double[plan.parameters().size()];
    String message = "reads one-hot characters; example 1, position 17 has " + found;
    FloatBuffer y = buffer(new double[3 * plan.output().size()]);
    assertThatThrownBy(() -> tiled(plan).forward(3, buffer(x), floats(parameters), y))
        .isInstanceOf(NotOneHotException.class)
        .hasMessage(message);
    assertThatThrownBy(
            () ->
                new ReferenceStage(plan)
                    .forward(3, x, parameters, ReferenceStage.Statistics.RUNNING))
        .isInstanceOf(NotOneHotException.class)
        .hasMessage(message);
  }

  @Test
  void observersSeeWhatActivationsRead() {
    StagePlan plan = plan(Kind.RELU, 20, 101);
    SplittableRandom random = new SplittableRandom(5);
    double[] x = texts(random, 2, 101);
    double[] parameters = parameters(plan, random);
    Map<Integer, double[]> expected = new TreeMap<>();
    new ReferenceStage(plan).observe(2, x, parameters, (unit, z) -> expected.put(unit, doubles(z)));
    Map<Integer, float[]> actual = new TreeMap<>();
    tiled(plan).observe(2, buffer(x), floats(parameters), (unit, z) -> actual.put(unit, z.clone()));
    assertThat(actual.keySet()).isEqualTo(expected.keySet()).containsExactly(2, 4, 5);
    expected.forEach((unit, z) -> assertClose("unit " + unit, actual.get(unit), z));
  }

  @Test
  void charactersHaveNoGradient() {
    StagePlan plan = plan(Kind.RELU, 16, 100);
    TiledStage stage = tiled(plan);
    float[] parameters = new float[plan.parameters().size()];
    FloatBuffer x = buffer(new double[plan.input().size()]);
    FloatBuffer y = buffer(new double[plan.output().size()]);
    stage.forward(1, x, parameters, y);
    assertThatThrownBy(() -> stage.backward(y, parameters, x, parameters.clone()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no gradient");
  }

  @Test
  void aPlanOnCharactersBeginsWithAConvolutionAndItsMaxima() {
    PlanBuilder stage =
        new PlanBuilder(new MapShape(ALPHABET, 1, 100), StagePlan.InputKind.ONE_HOT);
    stage.convolve("conv1", stage.input(), ConvSpec.alongRows(16, 7));
    assertThatThrownBy(stage::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one-hot");
    assertThatThrownBy(() -> plan(Kind.RELU, 16, 20)).isInstanceOf(IllegalArgumentException.class);
  }

  private static TiledStage tiled(StagePlan plan) {
    return new TiledStage(plan, Engines.VECTOR_ONEDNN.make(), MemoryPool.ofNative(1000));
  }

  /** Texts of random length, with gaps: a sixth of their positions holds no character. */
  private static double[] texts(SplittableRandom random, int batch, int length) {
    double[] x = new double[batch * ALPHABET * length];
    for (int n = 0; n < batch; n++) {
      int end = n == 0 ? length : random.nextInt(length);
      for (int t = 0; t < end; t++) {
        int character = random.nextInt(ALPHABET + 1);
        if (character < ALPHABET) {
          x[(n * ALPHABET + character) * length + t] = 1;
        }
      }
    }
    return x;
  }

  private static double[] parameters(StagePlan plan, SplittableRandom random) {
    double[] values = new double[plan.parameters().size()];
    for (Parameter parameter : plan.parameters().parameters()) {
      double scale = parameter.role() == Role.WEIGHTS ? 0.4 : 0.3;
      for (int i = 0; i < parameter.size(); i++) {
        values[parameter.offset() + i] = (float) (scale * (2 * random.nextDouble() - 1));
      }
    }
    return values;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
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

  private static float[] read(FloatBuffer buffer) {
    float[] values = new float[buffer.limit()];
    buffer.get(0, values);
    return values;
  }

  private static void assertClose(String what, float[] actual, double[] expected) {
    double largest = 0;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    }
    assertThat(worst / largest).as(what).isLessThan(TOLERANCE);
  }
}
